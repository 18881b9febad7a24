/** When to send, and how. */
export interface OpenLoop {
  /**
   * When hit `index` is due, in milliseconds from the start; undefined when there are no more. Must not decrease.
   * `elapsedMs` is for loads without a rate: they end by the clock.
   */
  dueMs(index: number, elapsedMs: number): number | undefined;
  /** Sends one hit; settles when its answer is in. Never rejects. */
  send(index: number, dueMs: number): Promise<void>;
  /** Hits under way at the same time. A hit that is due beyond that waits for a free place. */
  readonly maxInFlight: number;
  /** A hit that had to wait for a place is left out, and ends the load, this many milliseconds after the start. */
  readonly untilMs: number;
  /** Monotonic clock, in milliseconds. */
  nowMs(): number;
  /** Aborted: nothing more is sent; answers under way are awaited. */
  readonly signal: AbortSignal;
}

// Below this, a timer would be later than the event loop's next turn.
const shortestTimerMs = 0.2;

/**
 * Sends hits at the times that were fixed at the start, whatever the earlier ones do (open loop): a slow answer delays
 * no later hit, and a late hit is followed by the next one at its own time. Resolves when the last answer is in.
 */
export async function runOpenLoop(loop: OpenLoop): Promise<void> {
  const startMs = loop.nowMs();
  const places = new Places(loop.maxInFlight);
  for (let index = 0; !loop.signal.aborted; index += 1) {
    const dueMs = loop.dueMs(index, loop.nowMs() - startMs);
    if (dueMs === undefined) break;
    for (;;) {
      const waitMs = dueMs - (loop.nowMs() - startMs);
      if (waitMs <= 0 || loop.signal.aborted) break;
      await pause(waitMs, loop.signal);
    }
    const waited = await places.free(loop.signal);
    if (loop.signal.aborted || (waited && loop.nowMs() - startMs > loop.untilMs)) break;
    places.take(loop.send(index, dueMs));
    // At full speed nothing else gives the sockets a turn.
    if (index % 64 === 63) await pause(0, loop.signal);
  }
  await places.empty();
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  if (waitMs < shortestTimerMs) return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(Math.max(1, Math.floor(waitMs)), 2 ** 30));
    signal.addEventListener('abort', done);
  });
}

/** The places for hits under way. */
class Places {
  readonly #limit: number;
  readonly #underWay = new Set<Promise<void>>();
  #wake: () => void = () => {};

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(hit: Promise<void>): void {
    const place = hit.finally(() => {
      this.#underWay.delete(place);
      this.#wake();
    });
    this.#underWay.add(place);
  }

  /** Resolves when a place is free; says whether that took waiting. */
  async free(signal: AbortSignal): Promise<boolean> {
    let waited = false;
    while (this.#underWay.size >= this.#limit && !signal.aborted) {
      waited = true;
      await this.#change(signal);
    }
    return waited;
  }

  async empty(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#wake = done;
      signal.addEventListener('abort', done);
    });
  }
}
