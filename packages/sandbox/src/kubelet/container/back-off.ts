import type { Clock } from '../../clock/clock.js';

const firstMs = 10_000;
const longestMs = 300_000;

/**
 * The kubelet's back-off: nothing before the first repetition, then 10 s doubling to 5 minutes; forgotten when all went well
 * for 10 minutes. `speed` divides every time in it.
 */
export class BackOff {
  readonly #clock: Clock;
  readonly #speed: number;
  #delayMs = 0;
  #changedAt = 0;

  constructor(clock: Clock, speed: number) {
    this.#clock = clock;
    this.#speed = speed;
  }

  /** How long is still to wait, in milliseconds, after what failed at `failedAt`; 0 where one may go on. */
  remainingMs(failedAt: number): number {
    if (this.#delayMs === 0 || this.#isForgotten(failedAt)) return 0;
    return Math.max(0, failedAt + this.#delayMs - this.#clock.now());
  }

  /** The present delay as Go prints durations: `10s`, `1m20s`, `500ms`. */
  describe(): string {
    const ms = this.#delayMs;
    if (ms < 1000) return `${Math.round(ms)}ms`;
    const minutes = Math.floor(ms / 60_000);
    const seconds = Number(((ms % 60_000) / 1000).toFixed(3));
    return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
  }

  /** Notes a new try: the next one has to wait longer. */
  next(): void {
    const now = this.#clock.now();
    const fresh = this.#delayMs === 0 || this.#isForgotten(now);
    this.#delayMs = fresh ? firstMs / this.#speed : Math.min(this.#delayMs * 2, longestMs / this.#speed);
    this.#changedAt = now;
  }

  #isForgotten(at: number): boolean {
    return at - this.#changedAt > (2 * longestMs) / this.#speed;
  }
}
