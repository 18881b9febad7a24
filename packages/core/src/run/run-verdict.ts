import type { JournalStatus } from '../events/run-event.js';

/** Status and deviation of a run, as they come about (core.md §12.6). */
export class RunVerdict {
  #status: JournalStatus | undefined;
  #deviated = false;
  #exitCode = 0;

  /** `completed` unless something else was said. */
  get status(): JournalStatus {
    return this.#status ?? 'completed';
  }

  get deviated(): boolean {
    return this.#deviated;
  }

  /** The code that the last hook of a control asked to exit with; 0 where none did. */
  get exitCode(): number {
    return this.#exitCode;
  }

  exitsWith(code: number): void {
    this.#exitCode = code;
  }

  /** The gate was not met. */
  gateNotMet(probeFailed: boolean, otherwise: 'failed' | 'completed'): void {
    this.#status = probeFailed ? 'failed' : otherwise;
  }

  /** The hypothesis was not met after the method; replaces the `failed` of fail-fast (core.md §12.3). */
  notMetAfter(probeFailed: boolean): void {
    this.#deviated = true;
    this.#status = probeFailed ? 'failed' : 'completed';
  }

  /** The continuous hypothesis was not met, and that is to count. */
  notMetDuring(): void {
    this.#deviated = true;
  }

  failedFast(): void {
    this.#status ??= 'failed';
  }

  /** An unexpected error; an interruption that came first stays. */
  aborted(): void {
    if (this.#status !== 'interrupted') this.#status = 'aborted';
  }

  interrupted(): void {
    this.#status = 'interrupted';
  }

  /** True while the phases of the run may go on. */
  get goesOn(): boolean {
    return this.#status !== 'interrupted' && this.#status !== 'aborted';
  }

  /** True once the method has to end before its next activity. */
  get endsMethod(): boolean {
    return this.#status !== undefined && this.#status !== 'completed';
  }
}

/** True for the four statuses of a journal. */
export function isStatus(value: unknown): value is JournalStatus {
  return value === 'completed' || value === 'failed' || value === 'aborted' || value === 'interrupted';
}
