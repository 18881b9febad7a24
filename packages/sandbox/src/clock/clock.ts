/** Time as the controllers and the kubelet see it. A virtual one makes their tests exact. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once, `delayMs` milliseconds from now (0: as soon as the present work is done). Answers the function that calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's clock. Its timers keep no process alive by themselves. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    if (delayMs <= 0) {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    }
    const timer = setTimeout(run, Math.min(delayMs, longestTimerMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A longer delay makes Node's timers fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A time as the API writes it: RFC 3339, whole seconds. */
export function timestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** A time with microseconds, as in `MicroTime` fields (leases, newer events). */
export function microTimestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 23)}000Z`;
}
