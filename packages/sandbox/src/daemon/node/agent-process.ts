import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { socketNames } from '../../agent/control/control-messages.js';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerId,
  PodConfig,
  PodRuntime,
  ProbeTarget,
} from '../../kubelet/pod-runtime.js';
import type { FaultRule } from '../../net/fault-rules.js';
import type { ForwardTarget } from '../../net/forward-listener.js';
import { leadToHost } from '../../net/host-access.js';
import { NamelessSocket } from '../../net/nameless-socket.js';
import type { ServiceNetwork, ServiceNetworkState } from '../../net/service-network.js';
import type { NodeSample, TrafficBatch } from '../../pixie/observe/observations.js';
import { ControlClient } from './control-client.js';
import { explainNamespaces } from './explain-namespaces.js';
import { type SpawnAgentOptions, spawnAgent } from './spawn-agent.js';

export interface AgentProcessOptions extends SpawnAgentOptions {
  /** Short path for the sockets (108 bytes at most), used only while the agent starts. */
  readonly runtimeFolder: string;
  readonly warn: (message: string) => void;
  /** What passed the services, and what the node's counters say. */
  readonly onTraffic: (batch: TrafficBatch) => void;
  readonly onSample: (sample: NodeSample) => void;
  /** A pod connects to the Kubernetes API. */
  readonly onApiConnection: (socket: Socket) => void;
}

/** The node agent as a child process, and pods and services through it. */
export class AgentProcess implements PodRuntime, ServiceNetwork {
  readonly #child: ChildProcess;
  readonly #control: ControlClient;
  readonly #servers: readonly Server[];
  readonly #listeners: ((exit: ContainerExit) => void)[] = [];
  readonly #ready: Promise<void>;
  #forward: NamelessSocket | undefined;
  #hostPid = 0;
  #killed = false;
  /** Resolves when the agent and everything inside is gone. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;

  private constructor(options: AgentProcessOptions, socketFolder: string, servers: readonly Server[]) {
    this.#servers = servers;
    this.#child = spawnAgent(options, socketFolder);
    const { stdin, stdout, stderr } = this.#child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('the agent has no pipes');
    let said = '';
    stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      // What unshare says about the end that it was made to come to is no news.
      if (!this.#killed) options.warn(`agent: ${text.trimEnd()}`);
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', () => resolve({ code: 127, signal: null }));
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
    let becameReady: () => void = () => {};
    this.#ready = new Promise((resolve, reject) => {
      becameReady = resolve;
      void this.ended.then(({ code }) => reject(explainNamespaces(code, said, readSetting)));
    });
    this.#control = new ControlClient(stdin, stdout, (event) => {
      if (event.event === 'exit') for (const listener of this.#listeners) listener(event.exit);
      else if (event.event === 'traffic') options.onTraffic(event.batch);
      else if (event.event === 'sample') options.onSample(event.sample);
      else if (event.event === 'warning') options.warn(event.message);
      else {
        this.#hostPid = event.hostPid;
        becameReady();
      }
    });
    void this.ended.then(() => {
      this.#control.close(new ChaosError('CHAOS_E_SANDBOX_AGENT_GONE', 'the node agent has ended'));
      for (const server of this.#servers) server.close();
      this.#forward?.close();
    });
  }

  /**
   * Starts the agent in namespaces of its own; resolves when pods can be started.
   * @throws ChaosError `CHAOS_E_SANDBOX_NAMESPACES` when the system does not allow them; says what is missing and what would help.
   */
  static async start(options: AgentProcessOptions, signal: AbortSignal): Promise<AgentProcess> {
    signal.throwIfAborted();
    const folder = mkdtempSync(join(options.runtimeFolder, 'chaoskit-'));
    try {
      const hostPorts = options.hostAccess.map(({ port }) => port);
      const servers = await Promise.all([
        listen(join(folder, socketNames.api), options.onApiConnection),
        listen(join(folder, socketNames.host), (socket) => leadToHost(socket, hostPorts)),
      ]);
      const agent = new AgentProcess(options, folder, servers);
      const abort = () => agent.kill();
      signal.addEventListener('abort', abort, { once: true });
      try {
        await agent.#ready;
        agent.#forward = new NamelessSocket(join(folder, socketNames.forward));
      } finally {
        signal.removeEventListener('abort', abort);
      }
      return agent;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Process ids on the host: of the process that made the namespaces, and of the first one inside. */
  get pids(): { readonly outer: number; readonly inner: number } {
    return { outer: this.#child.pid ?? 0, inner: this.#hostPid };
  }

  /** Ends the agent and everything inside; resolves when the kernel has removed it. */
  async stop(): Promise<void> {
    this.kill();
    await this.ended;
  }

  /** The first process inside is killed, not the one that made it: that one then waits until all is gone. */
  kill(): void {
    this.#killed = true;
    if (this.#hostPid === 0 || !killed(this.#hostPid)) this.#child.kill('SIGKILL');
  }

  /** A connection into the cluster's network, as a stream. Errors come as its `error` event. */
  forward(target: ForwardTarget): Socket {
    if (this.#forward === undefined)
      throw new ChaosError('CHAOS_E_SANDBOX_AGENT_GONE', 'the node agent has ended');
    const socket = this.#forward.connect();
    socket.write(`${JSON.stringify(target)}\n`);
    return socket;
  }

  startPod(pod: PodConfig, signal: AbortSignal): Promise<{ ip: string }> {
    return this.#control.call('startPod', { pod }, signal);
  }

  startContainer(container: ContainerConfig, signal: AbortSignal): Promise<{ pid: number }> {
    return this.#control.call('startContainer', { container }, signal);
  }

  async stopContainer(id: ContainerId, graceMs: number): Promise<void> {
    await this.#control.call('stopContainer', { id, graceMs });
  }

  exec(
    id: ContainerId,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<{ exitCode: number; output: string }> {
    return this.#control.call('exec', { id, command }, signal);
  }

  probe(podUid: string, probe: ProbeTarget, signal: AbortSignal): Promise<{ ok: boolean; message: string }> {
    return this.#control.call('probe', { podUid, probe }, signal).catch((reason: unknown) => {
      signal.throwIfAborted();
      return { ok: false, message: messageOf(reason) };
    });
  }

  async removePod(podUid: string): Promise<void> {
    await this.#control.call('removePod', { podUid });
  }

  onContainerExit(listener: (exit: ContainerExit) => void): void {
    this.#listeners.push(listener);
  }

  /** Resolves when the proxies do so. */
  async applyFaults(rules: readonly FaultRule[]): Promise<void> {
    await this.#control.call('applyFaults', { rules });
  }

  async apply(state: ServiceNetworkState): Promise<void> {
    await this.#control.call('applyServices', { state });
  }
}

async function listen(path: string, use: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, use).listen(path);
  await once(server, 'listening');
  return server;
}

function readSetting(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
