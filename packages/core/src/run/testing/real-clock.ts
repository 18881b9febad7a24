import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports.js';

/** The machine's time, for tests with real processes and sockets. */
export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  mono: () => performance.now(),
  sleep: async (ms, signal) => {
    signal.throwIfAborted();
    await wait(ms, undefined, { signal }).catch(() => {
      signal.throwIfAborted();
    });
  },
};
