import type { Clock } from '../run/ports.js';
import { DONE } from './done.js';

/** A signal that is also aborted once its time is over. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** To be called when it is no longer needed. */
  release(): void;
}

/**
 * Follows `parent` and is aborted with `reason()` after `limitMs` milliseconds. Without a limit it is the parent itself: a signal for each of
 * many activities is garbage that Node keeps for long, and `AbortSignal.any` can't be released at all.
 */
export function limitedSignal(
  parent: AbortSignal,
  limitMs: number | undefined,
  clock: Clock,
  reason: () => unknown,
): LimitedSignal {
  if (limitMs === undefined) return { signal: parent, release: () => {} };
  const controller = new AbortController();
  const waiting = new AbortController();
  const follow = (): void => {
    controller.abort(parent.reason);
  };
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  clock.sleep(limitMs, waiting.signal).then(
    () => {
      controller.abort(reason());
    },
    () => {},
  );
  return {
    signal: controller.signal,
    release: () => {
      waiting.abort(DONE);
      parent.removeEventListener('abort', follow);
    },
  };
}
