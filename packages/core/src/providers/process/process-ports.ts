import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Clock } from '../../run/ports.js';

/** The part of the world that process activities need; Node's own functions fit. */
export interface ProcessPorts {
  /** `spawn` of `node:child_process`. */
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** `process.kill`; a negative id names a process group. */
  kill(id: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Whether a file, not a folder, is there. At once: a document may name thousands of programs. */
  isFile(path: string): boolean;
  /** Whether the file is there and may be executed. */
  mayExecute(path: string): boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}
