import type { SignalName } from '../events/run-event.js';

/** Time. The real one is built by the caller, a virtual one by tests. */
export interface Clock {
  /** Milliseconds since the epoch, with a fraction down to microseconds. */
  now(): number;
  /** Milliseconds on a clock that never goes back, with a fraction. */
  mono(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The signals that reach the process. */
export interface SignalSource {
  /** Calls `listener` for each signal from now on; the answer ends that. */
  listen(listener: (signal: SignalName) => void): () => void;
}
