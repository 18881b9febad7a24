import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { DONE } from '../../activity/done.js';
import type { GroupGuard } from './group-guard.js';
import type { ProcessPorts } from './process-ports.js';

/** How a process ended: its exit code, or minus the number of the signal that killed it. */
export interface ProcessResult {
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Time that a process has to end by itself once it was told to (SIGTERM), before it is killed. */
const TERM_GRACE_MS = 500;
/** A grandchild may hold the pipes open after the process has ended: what the process itself wrote is read in this time. */
const DRAIN_MS = 200;

/** What ended a process early. */
export type ProcessStop = 'aborted' | 'timeout';

/** The process did not end by itself. */
export class ProcessStoppedError extends Error {
  override readonly name = 'ProcessStoppedError';
  readonly stop: ProcessStop;

  constructor(stop: ProcessStop) {
    super(stop === 'timeout' ? 'process activity took too long to complete' : 'the process was interrupted');
    this.stop = stop;
  }
}

/**
 * Runs a program in a process group of its own and collects what it writes. On abort the group gets SIGTERM and, where that does not
 * help, SIGKILL; on timeout SIGKILL at once. Throws {@link ProcessStoppedError}, or the error of a program that can't be started.
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: { readonly timeoutMs?: number; readonly signal: AbortSignal },
  ports: ProcessPorts & { readonly guard: GroupGuard },
): Promise<ProcessResult> {
  options.signal.throwIfAborted();
  const { child, unwatch } = ports.guard.spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const over = new AbortController();
  let stop: ProcessStop | undefined;
  const kill = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    killGroup(child, signal, ports);
  };
  const onAbort = (): void => {
    stop ??= 'aborted';
    kill('SIGTERM');
    after(ports, TERM_GRACE_MS, over.signal, () => {
      kill('SIGKILL');
    });
  };
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.timeoutMs !== undefined) {
    after(ports, options.timeoutMs, over.signal, () => {
      stop ??= 'timeout';
      kill('SIGKILL');
    });
  }
  try {
    const status = await ended(child, ports);
    if (stop !== undefined) throw new ProcessStoppedError(stop);
    return { status, stdout: stdout.bytes(), stderr: stderr.bytes() };
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    over.abort(DONE);
    unwatch();
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

/** Resolves with the status once the process has ended and its pipes are closed or have been drained long enough. */
function ended(child: ChildProcess, ports: ProcessPorts): Promise<number> {
  return new Promise((resolve, reject) => {
    const closed = new AbortController();
    let status = 0;
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      status = code ?? -(signal === null ? 0 : constants.signals[signal]);
      after(ports, DRAIN_MS, closed.signal, () => {
        resolve(status);
      });
    });
    child.once('close', () => {
      closed.abort(DONE);
      resolve(status);
    });
  });
}

function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', ports: ProcessPorts): void {
  if (child.pid === undefined) return;
  try {
    ports.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

function after(ports: ProcessPorts, ms: number, cancelled: AbortSignal, then: () => void): void {
  ports.clock.sleep(ms, cancelled).then(then, () => {});
}

function collect(stream: Readable | null): { bytes(): Uint8Array } {
  const chunks: Uint8Array[] = [];
  stream?.on('data', (chunk: Uint8Array) => {
    chunks.push(chunk);
  });
  // A pipe that breaks ends what can be read; the exit status tells the rest.
  stream?.on('error', () => {});
  return { bytes: () => Buffer.concat(chunks) };
}
