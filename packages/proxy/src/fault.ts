/** What can be done to traffic that passes. All numbers are milliseconds. */
export type Fault =
  /** Holds every chunk back for `delayMs`, plus up to `jitterMs` at random; order is kept. */
  | {
      readonly kind: 'delay';
      readonly delayMs: number;
      readonly jitterMs?: number;
      readonly direction: 'to-server' | 'to-client';
    }
  /** Answers requests in the server's place, which never sees them; `share` of them (0 to 1), chosen at random. HTTP/1.x only. */
  | { readonly kind: 'abort'; readonly status: number; readonly share: number }
  /** Resets open connections and every new one. */
  | { readonly kind: 'reset' };

/** The faults in force on one proxy. Changes reach open connections at once. */
export class FaultSet {
  readonly #active = new Set<Fault>();
  readonly #listeners = new Set<() => void>();

  get size(): number {
    return this.#active.size;
  }

  /** Puts a fault in force; the answer takes it away again (once; further calls do nothing). */
  add(fault: Fault): () => void {
    // A copy, so that adding one value twice makes two faults.
    const entry = { ...fault };
    this.#active.add(entry);
    this.#changed();
    return () => {
      if (this.#active.delete(entry)) this.#changed();
    };
  }

  /** Calls `listener` after each change. Answers the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get resets(): boolean {
    for (const fault of this.#active) if (fault.kind === 'reset') return true;
    return false;
  }

  /** How long the next chunk is to be held back. `random` answers a number in [0, 1). */
  delayFor(direction: 'to-server' | 'to-client', random: () => number): number {
    let delayMs = 0;
    for (const fault of this.#active) {
      if (fault.kind !== 'delay' || fault.direction !== direction) continue;
      delayMs += fault.delayMs + (fault.jitterMs ?? 0) * random();
    }
    return delayMs;
  }

  /** The status that the next request is to be answered with; undefined: it goes on to the server. */
  abortStatus(random: () => number): number | undefined {
    for (const fault of this.#active)
      if (fault.kind === 'abort' && random() < fault.share) return fault.status;
    return undefined;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
