import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Clock } from '../../run/ports.js';

/** The part of the world that process activities need; Node's own functions fit. */
export interface ProcessPorts {
  /** `spawn` of `node:child_process`. */
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** `process.kill`; a negative id names a process group. */
  kill(id: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  /** `access` of `node:fs/promises`. */
  access(path: string, mode: number): Promise<void>;
  /** `stat` of `node:fs/promises`. */
  stat(path: string): Promise<{ isFile(): boolean }>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}
