import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@chaoskit/core';

/** How far the fine clock may be from the wall clock before it is set again, in milliseconds (suspended laptops, clock changes). */
const TOLERATED_DRIFT_MS = 20;
/** Node's timers fire at once for longer waits. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;
// Not `performance`: its module takes longer to load than everything else here.
const mono = (): number => Number(process.hrtime.bigint()) / 1e6;
let origin = Date.now() - mono();

/** The machine's clock. */
export const nodeClock: Clock = {
  now: () => {
    const wall = Date.now();
    const fine = origin + mono();
    if (Math.abs(fine - wall) <= TOLERATED_DRIFT_MS) return fine;
    origin += wall - fine;
    return wall;
  },
  mono,
  sleep: async (ms, signal) => {
    signal.throwIfAborted();
    try {
      for (let left = ms; left > 0; left -= LONGEST_WAIT_MS) {
        await wait(Math.min(left, LONGEST_WAIT_MS), undefined, { signal });
      }
    } catch (error) {
      // Node wraps the reason in an AbortError; callers ask for the reason itself.
      signal.throwIfAborted();
      throw error;
    }
  },
};
