import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ChaosError } from '@chaoskit/errors';
import type { SandboxLog } from '../sandbox-log.js';
import { isAlive, type ProcessIdentity, processesIn } from '../state/process-identity.js';
import { SandboxFolder, type SandboxState } from '../state/sandbox-state.js';

export interface StopSandboxOptions {
  readonly stateDir: string;
  readonly log: SandboxLog;
  readonly signal: AbortSignal;
}

/** How long the daemon may take by itself before it is killed, and how long the kernel may take after that. */
const politeMs = 5000;
const hardMs = 5000;
const pollMs = 10;

/**
 * Takes the sandbox down; resolves when its processes, ports and files are gone, which it checks. Answers false where none was up.
 * @throws ChaosError `CHAOS_E_SANDBOX_LEFT_BEHIND` naming what is still there.
 */
export async function stopSandbox({ stateDir, log, signal }: StopSandboxOptions): Promise<boolean> {
  const folder = new SandboxFolder(stateDir);
  const state = folder.read();
  if (state === undefined) return false;
  if (!isAlive(state.daemon)) {
    log.warning(`Cleaned up after a sandbox that ended unexpectedly (process ${state.daemon.pid})`);
    folder.clear();
    return false;
  }
  send(state.daemon, 'SIGTERM');
  if (!(await gone(state, politeMs, signal))) {
    send(state.daemon, 'SIGKILL');
    await gone(state, hardMs, signal);
  }
  folder.clear();
  const left = await leftBehind(state);
  if (left.length > 0) {
    throw new ChaosError(
      'CHAOS_E_SANDBOX_LEFT_BEHIND',
      `still there after the sandbox was stopped: ${left.join(', ')}`,
      {
        hint: `see ${folder.daemonLog}`,
      },
    );
  }
  return true;
}

function processesOf(state: SandboxState): readonly ProcessIdentity[] {
  return [state.daemon, ...(state.running?.agent ?? [])];
}

async function gone(state: SandboxState, patienceMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (processesOf(state).some(isAlive)) {
    if (performance.now() > deadline) return false;
    await delay(pollMs, undefined, { signal });
  }
  return true;
}

function send({ pid }: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended just now.
  }
}

async function leftBehind(state: SandboxState): Promise<string[]> {
  const processes = processesOf(state)
    .filter(isAlive)
    .map(({ pid }) => pid);
  const inside = state.running === undefined ? [] : processesIn(state.running.userNamespace);
  const ports: number[] = [];
  for (const port of state.running?.ports ?? []) if (await isOpen(port)) ports.push(port);
  return [
    ...[...new Set([...processes, ...inside])].map((pid) => `process ${pid}`),
    ...ports.map((port) => `port ${port}`),
  ];
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
