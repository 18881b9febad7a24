import type { Clock } from '../ports.js';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/**
 * Time that moves only when nothing else does: once every task has run dry, it jumps to the earliest sleeper. A run of hours takes
 * milliseconds, and every duration in its journal is exact.
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #startMs: number;
  readonly #sleepers = new Set<Sleeper>();
  #ticking = false;

  constructor(startMs = Date.UTC(2026, 0, 31, 10)) {
    this.#nowMs = startMs;
    this.#startMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  mono(): number {
    return this.#nowMs - this.#startMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper: Sleeper = {
        dueMs: this.#nowMs + Math.max(0, ms),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.add(sleeper);
      this.#tick();
    });
  }

  /** Moves time without anybody having slept: work that takes `ms`. */
  advance(ms: number): void {
    this.#nowMs += ms;
  }

  #tick(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    // After the microtasks of everything that can run now.
    setImmediate(() => {
      this.#ticking = false;
      const next = [...this.#sleepers].sort((left, right) => left.dueMs - right.dueMs)[0];
      if (next === undefined) return;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
      if (this.#sleepers.size > 0) this.#tick();
    });
  }
}
