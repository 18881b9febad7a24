import type { SignalSource } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';

/** The person, or the system, asked the command to end. */
class InterruptedError extends ChaosError {
  override readonly name = 'InterruptedError';

  constructor(signal: string) {
    super('CHAOS_E_INTERRUPTED', `ended by ${signal}`);
  }
}

export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM, so that the work can clean up. */
  readonly signal: AbortSignal;
  /** Does work that listens to signals itself, such as the run of an experiment. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

/** Does `work`, the last of a command; `atOnce` is called at the second signal that asks it to end. What comes after the work ends nothing. */
export async function interruptible<T>(
  signals: SignalSource,
  atOnce: () => void,
  work: (interruption: Interruption) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let isAside = false;
  let isDone = false;
  // Never taken away: without any listener a signal would kill the process before it ended with its own exit code.
  signals.listen((name) => {
    if (isAside || isDone || (name !== 'SIGINT' && name !== 'SIGTERM')) return;
    if (controller.signal.aborted) atOnce();
    controller.abort(new InterruptedError(name));
  });
  try {
    return await work({
      signal: controller.signal,
      aside: async (own) => {
        isAside = true;
        try {
          return await own();
        } finally {
          isAside = false;
        }
      },
    });
  } finally {
    isDone = true;
  }
}
