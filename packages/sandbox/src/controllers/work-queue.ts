import type { Clock } from '../clock/clock.js';

/** First delay after a failed reconcile, in milliseconds; doubles with each further failure of the key. */
const firstRetryMs = 5;
const longestRetryMs = 30_000;

/**
 * Keys to look at, each at most once in the queue. A key whose work fails comes again after a growing delay;
 * one that asks for it, at its time.
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #work: (key: string) => number | undefined;
  readonly #onError: (key: string, reason: unknown) => void;
  readonly #ready = new Set<string>();
  readonly #later = new Map<string, { at: number; cancel: () => void }>();
  readonly #failures = new Map<string, number>();
  #cancelDrain: (() => void) | undefined;
  #closed = false;

  /** `work` answers in how many milliseconds it wants to see the key again, if at all. */
  constructor(
    clock: Clock,
    work: (key: string) => number | undefined,
    onError: (key: string, reason: unknown) => void,
  ) {
    this.#clock = clock;
    this.#work = work;
    this.#onError = onError;
  }

  add(key: string): void {
    if (this.#closed) return;
    this.#ready.add(key);
    this.#cancelDrain ??= this.#clock.after(0, () => this.#drain());
  }

  addAfter(key: string, delayMs: number): void {
    if (this.#closed) return;
    const at = this.#clock.now() + delayMs;
    const waiting = this.#later.get(key);
    if (waiting !== undefined && waiting.at <= at) return;
    waiting?.cancel();
    const cancel = this.#clock.after(delayMs, () => {
      this.#later.delete(key);
      this.add(key);
    });
    this.#later.set(key, { at, cancel });
  }

  close(): void {
    this.#closed = true;
    this.#cancelDrain?.();
    for (const { cancel } of this.#later.values()) cancel();
    this.#ready.clear();
    this.#later.clear();
  }

  #drain(): void {
    this.#cancelDrain = undefined;
    const keys = [...this.#ready];
    this.#ready.clear();
    for (const key of keys) this.#process(key);
  }

  #process(key: string): void {
    try {
      const againMs = this.#work(key);
      this.#failures.delete(key);
      if (againMs !== undefined) this.addAfter(key, againMs);
    } catch (reason) {
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      this.addAfter(key, Math.min(firstRetryMs * 2 ** failures, longestRetryMs));
      this.#onError(key, reason);
    }
  }
}
