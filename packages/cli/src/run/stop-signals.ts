import type { SignalName, SignalSource } from '@chaoskit/core';

/** The process's signals, and those that Python code raises by asking to end the run (core.md §13). */
export class StopSignals implements SignalSource {
  readonly #source: SignalSource;
  readonly #listeners = new Set<(signal: SignalName) => void>();

  constructor(source: SignalSource) {
    this.#source = source;
  }

  listen(listener: (signal: SignalName) => void): () => void {
    const stop = this.#source.listen(listener);
    this.#listeners.add(listener);
    return () => {
      stop();
      this.#listeners.delete(listener);
    };
  }

  /** Tells the listeners as if the process had got the signal. */
  raise(signal: SignalName): void {
    for (const listener of [...this.#listeners]) listener(signal);
  }
}
