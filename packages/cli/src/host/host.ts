import type { TerminalStream } from '../console/live-line.js';

/** The process that the command runs in, as far as commands need it. The engine's own ports are built from it. */
export interface Host {
  /** Words after the command's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Milliseconds since the epoch. */
  now(): number;
  cwd(): string;
  chdir(folder: string): void;
  /** Calls `listener` when the process ends, unless a signal that nobody listens to kills it. There is time for synchronous work only. */
  onExit(listener: () => void): void;
}
