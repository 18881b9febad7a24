import type { Clock } from '../run/ports.js';
import { DONE } from './done.js';

/** Did not end though it was told to. */
class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

/**
 * Awaits `work`, which takes `signal` itself. Once the signal is aborted it has `graceMs` milliseconds left; then the wait ends
 * with {@link AbandonedError}, whatever `work` does. `hard` ends the wait at once.
 */
export async function settle<T>(
  work: Promise<T>,
  signal: AbortSignal,
  wait: { readonly clock: Clock; readonly graceMs: number; readonly hard: AbortSignal },
): Promise<T> {
  let grace: AbortController | undefined;
  let onAbort = (): void => {};
  let onHard = (): void => {};
  const given = new Promise<never>((_resolve, reject) => {
    const abandon = (): void => {
      reject(new AbandonedError('did not end though it was told to'));
    };
    onHard = abandon;
    onAbort = () => {
      grace = new AbortController();
      wait.clock.sleep(wait.graceMs, grace.signal).then(abandon, () => {});
    };
    if (wait.hard.aborted) abandon();
    else wait.hard.addEventListener('abort', onHard, { once: true });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    wait.hard.removeEventListener('abort', onHard);
    grace?.abort(DONE);
  }
}
