import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTools } from '../../src/agent/host/tools.js';
import { AgentProcess, type AgentProcessOptions } from '../../src/daemon/node/agent-process.js';
import type { ContainerConfig, ContainerExit, ContainerId } from '../../src/kubelet/pod-runtime.js';

export const entries = {
  agent: fileURLToPath(new URL('../../../cli/dist/sandbox-agent.js', import.meta.url)),
  daemon: fileURLToPath(new URL('../../../cli/dist/sandbox-daemon.js', import.meta.url)),
};

export interface AgentBench {
  readonly agent: AgentProcess;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Makes a pod and answers its address. */
  pod(name: string): Promise<string>;
  start(pod: string, command: readonly string[], options?: Partial<ContainerConfig>): Promise<ContainerId>;
  ended(id: ContainerId): Promise<ContainerExit>;
  /** Runs a program to its end. */
  run(
    pod: string,
    command: readonly string[],
    options?: Partial<ContainerConfig>,
  ): Promise<{ exit: ContainerExit; stdout: string; stderr: string }>;
  log(id: ContainerId): string;
  close(): Promise<void>;
}

/** A real agent in real namespaces, with its state in a temporary folder. */
export async function agentBench(
  signal: AbortSignal,
  hostAccess: AgentProcessOptions['hostAccess'] = [],
): Promise<AgentBench> {
  const folder = mkdtempSync(join(tmpdir(), 'chaoskit-agent-test-'));
  const path = process.env.PATH ?? '';
  const tools = findTools(path);
  if ('missing' in tools)
    throw new Error(`missing: ${tools.missing.map(({ program }) => program).join(', ')}`);
  const warnings: string[] = [];
  const agent = await AgentProcess.start(
    {
      entry: entries.agent,
      tools,
      stateFolder: folder,
      homeFolder: homedir(),
      runtimeFolder: tmpdir(),
      containerEnv: { PATH: path, HOME: homedir(), LANG: 'C.UTF-8' },
      warn: (message) => void warnings.push(message),
      bodyLimit: 512,
      hostAccess,
      onTraffic: () => {},
      onSample: () => {},
      onApiConnection: (socket) => void socket.end('from the API'),
    },
    signal,
  );
  const exits = new Map<string, ContainerExit>();
  const waiting = new Map<string, (exit: ContainerExit) => void>();
  agent.onContainerExit((exit) => {
    exits.set(keyOf(exit.id), exit);
    waiting.get(keyOf(exit.id))?.(exit);
  });
  const logFile = (id: ContainerId) => join(folder, 'logs', `${keyOf(id)}.log`);
  let attempts = 0;

  const bench: AgentBench = {
    agent,
    folder,
    warnings,
    pod: async (name) => {
      const dnsSearch = ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
      const config = { uid: name, namespace: 'default', name, hostname: name, hostAliases: [], dnsSearch };
      return (await agent.startPod(config, signal)).ip;
    },
    start: async (podUid, command, options = {}) => {
      attempts += 1;
      const id = { podUid, container: 'main', attempt: attempts };
      const fixed = { id, command, env: {}, workingDir: '/tmp', writable: [], mounts: [] };
      await agent.startContainer({ ...fixed, logFile: logFile(id), ...options }, signal);
      return id;
    },
    ended: async (id) => exits.get(keyOf(id)) ?? new Promise((resolve) => waiting.set(keyOf(id), resolve)),
    run: async (pod, command, options) => {
      const id = await bench.start(pod, command, options);
      const exit = await bench.ended(id);
      const lines = bench.log(id).split('\n').slice(0, -1);
      const textOf = (stream: string) =>
        lines
          .filter((line) => line.split(' ')[1] === stream)
          .map((line) => line.split(' ').slice(3).join(' ') + (line.split(' ')[2] === 'F' ? '\n' : ''))
          .join('');
      return { exit, stdout: textOf('stdout'), stderr: textOf('stderr') };
    },
    log: (id) => readFileSync(logFile(id), 'utf8'),
    close: async () => {
      await agent.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

function keyOf({ podUid, attempt }: ContainerId): string {
  return `${podUid}-${attempt}`;
}

/** Ids of the host's processes whose command line holds `marker`. */
export function processesWith(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(marker);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Polls until `condition` holds; throws when `signal` is aborted first. */
export async function until(condition: () => boolean | Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await condition())) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
