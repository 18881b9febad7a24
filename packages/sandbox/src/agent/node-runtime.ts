import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChaosError } from '@chaoskit/errors';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerId,
  PodConfig,
  PodRuntime,
  ProbeTarget,
} from '../kubelet/pod-runtime.js';
import type { RunningPod } from '../pixie/observe/pod-processes.js';
import { checkPaths, checkProgram } from './container/check-start.js';
import { Container } from './container/container.js';
import { containerScript } from './container/container-script.js';
import { execInContainer } from './container/exec-in-container.js';
import { hostPathFacts, planMountPoints } from './container/mount-points.js';
import type { Tools } from './host/tools.js';
import { hostsFile, resolvFile } from './network/pod-files.js';
import type { PodLink, PodNetwork } from './network/pod-network.js';
import { type ProbeResult, probeHttp, probeTcp } from './network/probe-network.js';

export interface NodeRuntimeDeps {
  readonly tools: Tools;
  readonly network: PodNetwork;
  /** Kept out of the containers' reach but for what is mounted from it. */
  readonly stateFolder: string;
  /** `/etc/resolv.conf` with links followed. */
  readonly resolvTarget: string;
  /** What every container gets, e.g. PATH; its own environment wins. */
  readonly env: Readonly<Record<string, string>>;
  readonly resetsSignals: boolean;
  readonly now: () => string;
  readonly warn: (message: string) => void;
}

/**
 * How long SIGTERM waits, in milliseconds. A real node takes about as long from the API to the signal; meanwhile the news that the pod
 * is no endpoint any more arrives here, and new connections lead elsewhere before its program stops to accept them.
 */
const signalDelayMs = 50;

interface Pod {
  readonly config: PodConfig;
  readonly link: PodLink;
  readonly folder: string;
  readonly containers: Map<string, Container>;
  removed: boolean;
}

/** Runs pods in namespaces, inside the agent's. */
export class NodeRuntime implements PodRuntime {
  readonly #deps: NodeRuntimeDeps;
  readonly #pods = new Map<string, Promise<Pod>>();
  readonly #made = new Map<string, Pod>();
  readonly #listeners: ((exit: ContainerExit) => void)[] = [];

  constructor(deps: NodeRuntimeDeps) {
    this.#deps = deps;
  }

  /** The pods whose network is there. */
  runningPods(): RunningPod[] {
    return [...this.#made.values()].map(({ config, link, containers }) => ({
      uid: config.uid,
      ip: link.ip,
      link: link.bridgeEnd,
      containers: [...containers.values()].map((container) => ({
        id: container.config.id,
        init: container.init,
      })),
    }));
  }

  async startPod(config: PodConfig, signal: AbortSignal): Promise<{ ip: string }> {
    let pod = this.#pods.get(config.uid);
    if (pod === undefined) {
      pod = this.#makePod(config, signal);
      this.#pods.set(config.uid, pod);
      pod.catch(() => this.#pods.delete(config.uid));
    }
    return { ip: (await pod).link.ip };
  }

  async startContainer(config: ContainerConfig, signal: AbortSignal): Promise<{ pid: number }> {
    const pod = await this.#pod(config.id.podUid);
    const env = this.#envOf(pod, config);
    checkProgram(config.command, env.PATH ?? '', config.workingDir);
    checkPaths(config);
    const { tools, now, warn } = this.#deps;
    const network = `/run/netns/${pod.link.namespace}`;
    const scriptFile = join(pod.folder, `${config.id.container}-${config.id.attempt}.sh`);
    writeFileSync(scriptFile, this.#scriptOf(pod, config, env), { mode: 0o600 });
    const container = await Container.start(config, { tools, network, scriptFile, now, warn }, signal);
    if (pod.removed) {
      container.kill();
      await container.ended;
      throw new ChaosError('CHAOS_E_SANDBOX_NO_POD', `pod ${pod.config.name} was removed meanwhile`);
    }
    const key = keyOf(config.id);
    pod.containers.set(key, container);
    void container.ended.then((exit) => {
      pod.containers.delete(key);
      for (const listener of this.#listeners) listener(exit);
    });
    return { pid: container.init };
  }

  async stopContainer(id: ContainerId, graceMs: number): Promise<void> {
    const container = (await this.#pods.get(id.podUid))?.containers.get(keyOf(id));
    if (container === undefined) return;
    if (graceMs > 0) await Promise.race([delay(signalDelayMs), container.ended]);
    await container.stop(graceMs);
  }

  async exec(
    id: ContainerId,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<{ exitCode: number; output: string }> {
    const pod = await this.#pod(id.podUid);
    const container = pod.containers.get(keyOf(id));
    if (container === undefined) {
      throw new ChaosError(
        'CHAOS_E_SANDBOX_NO_CONTAINER',
        `container ${id.container} of ${pod.config.name} is not running`,
      );
    }
    return execInContainer(container, command, this.#envOf(pod, container.config), this.#deps.tools, signal);
  }

  async probe(podUid: string, probe: ProbeTarget, signal: AbortSignal): Promise<ProbeResult> {
    try {
      const { link } = await this.#pod(podUid);
      if (probe.kind === 'http') return await probeHttp(probe, link.ip, signal);
      if (probe.kind === 'tcp') return await probeTcp(probe.host ?? link.ip, probe.port, signal);
      const { exitCode, output } = await this.exec(probe.container, probe.command, signal);
      return { ok: exitCode === 0, message: output };
    } catch (reason) {
      signal.throwIfAborted();
      return { ok: false, message: reason instanceof Error ? reason.message : String(reason) };
    }
  }

  async removePod(podUid: string): Promise<void> {
    const pod = await this.#pods.get(podUid)?.catch(() => undefined);
    if (pod === undefined || pod.removed) return;
    pod.removed = true;
    this.#made.delete(podUid);
    const containers = [...pod.containers.values()];
    for (const container of containers) container.kill();
    await Promise.all(containers.map(({ ended }) => ended));
    await this.#deps.network.remove(pod.link);
    rmSync(pod.folder, { recursive: true, force: true });
    this.#pods.delete(podUid);
  }

  onContainerExit(listener: (exit: ContainerExit) => void): void {
    this.#listeners.push(listener);
  }

  async #makePod(config: PodConfig, signal: AbortSignal): Promise<Pod> {
    const link = await this.#deps.network.add(signal);
    const folder = join(this.#deps.stateFolder, 'agent', config.uid);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hosts'), hostsFile(config, link.ip));
    writeFileSync(join(folder, 'resolv.conf'), resolvFile(config));
    const pod = { config, link, folder, containers: new Map(), removed: false };
    this.#made.set(config.uid, pod);
    return pod;
  }

  async #pod(uid: string): Promise<Pod> {
    const pod = await this.#pods.get(uid);
    if (pod === undefined) throw new ChaosError('CHAOS_E_SANDBOX_NO_POD', `pod ${uid} is not running`);
    return pod;
  }

  #envOf(pod: Pod, config: ContainerConfig): Record<string, string> {
    return { ...this.#deps.env, HOSTNAME: pod.config.hostname, ...config.env };
  }

  #scriptOf(pod: Pod, config: ContainerConfig, env: Readonly<Record<string, string>>): string {
    const { tools, stateFolder, resolvTarget, resetsSignals } = this.#deps;
    return containerScript({
      tools,
      hostname: pod.config.hostname,
      hostsFile: join(pod.folder, 'hosts'),
      resolvFile: join(pod.folder, 'resolv.conf'),
      resolvTarget,
      stateFolder,
      writable: config.writable,
      mounts: config.mounts,
      mountPoints: planMountPoints(config.mounts, hostPathFacts),
      workingDir: config.workingDir,
      env,
      command: config.command,
      resetsSignals,
    });
  }
}

function keyOf({ container, attempt }: ContainerId): string {
  return `${container}/${attempt}`;
}
