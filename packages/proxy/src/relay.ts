import type { Duplex } from 'node:stream';

export interface RelayOptions {
  readonly from: Duplex;
  readonly to: Duplex;
  /** Sees each chunk before it goes on; `false` keeps it. */
  observe(chunk: Buffer): boolean;
  /** `from` closed its side. */
  ended(): void;
  /** How long to hold the next chunk back, in milliseconds; 0: not at all. */
  delayMs(): number;
}

interface Held {
  readonly chunk: Buffer | undefined;
  readonly dueAt: number;
}

/** Bytes held back by a delay before the sender is asked to stop. */
const maxHeldBytes = 1024 * 1024;

/** One direction of a connection: passes chunks on in order, half-close included, no faster than the receiver takes them. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #held: Held[] = [];
  #heldBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { from, to } = options;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.on('end', () => {
      options.ended();
      this.#take(undefined);
    });
    to.on('drain', () => {
      if (this.#heldBytes < maxHeldBytes) from.resume();
    });
  }

  /** Sends on what is held back, at once: the delay was taken away, or is another now. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#held.length > 0) this.#sendFirst();
  }

  /** Sends a chunk of our own to the receiver, `delayMs` from now at the earliest, in order with the others. */
  insert(chunk: Buffer, delayMs: number): void {
    this.#pass(chunk, delayMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#held.length = 0;
  }

  #take(chunk: Buffer | undefined): void {
    if (chunk !== undefined && !this.#options.observe(chunk)) return;
    this.#pass(chunk, this.#options.delayMs());
  }

  #pass(chunk: Buffer | undefined, delayMs: number): void {
    if (delayMs <= 0 && this.#held.length === 0) {
      this.#send(chunk);
      return;
    }
    const last = this.#held.at(-1)?.dueAt ?? 0;
    this.#held.push({ chunk, dueAt: Math.max(last, performance.now() + delayMs) });
    this.#heldBytes += chunk?.length ?? 0;
    if (this.#heldBytes >= maxHeldBytes) this.#options.from.pause();
    this.#schedule();
  }

  #schedule(): void {
    const first = this.#held[0];
    if (first === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const now = performance.now();
      while ((this.#held[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= now) this.#sendFirst();
      this.#schedule();
    }, first.dueAt - performance.now());
  }

  #sendFirst(): void {
    const first = this.#held.shift();
    if (first === undefined) return;
    this.#heldBytes -= first.chunk?.length ?? 0;
    this.#send(first.chunk);
    if (this.#heldBytes < maxHeldBytes && !this.#options.to.writableNeedDrain) this.#options.from.resume();
  }

  #send(chunk: Buffer | undefined): void {
    const { from, to } = this.#options;
    if (to.destroyed || to.writableEnded) return;
    if (chunk === undefined) to.end();
    else if (!to.write(chunk)) from.pause();
  }
}
