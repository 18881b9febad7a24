import type { VizierSource } from '@chaoskit/vizier';
import type { Clock } from '../clock/clock.js';
import type { TrafficTarget } from '../images/check-wait-for.js';
import { windowsWithRows } from './traffic-windows.js';

export interface TrafficWaitDeps {
  readonly source: VizierSource;
  readonly clock: Clock;
  /** Told what is still waited for, at first and when it changes. */
  readonly progress: (message: string) => void;
  readonly signal: AbortSignal;
}

const lookEveryMs = 500;

/** Resolves when each target's windows have rows. Whoever waits ends it with the signal. */
export function waitForTraffic(targets: readonly TrafficTarget[], deps: TrafficWaitDeps): Promise<void> {
  const { source, clock, progress, signal } = deps;
  return new Promise((resolve, reject) => {
    let said = '';
    let cancel = (): void => {};
    const abort = (): void => {
      cancel();
      reject(signal.reason);
    };
    const look = (): void => {
      try {
        const open = targets.flatMap((target) => {
          const windows = windowsWithRows(target, source, signal);
          return windows >= target.windows ? [] : [describe(target, windows)];
        });
        if (open.length === 0) {
          signal.removeEventListener('abort', abort);
          resolve();
          return;
        }
        const message = `Waiting for traffic: ${open.join(', ')}`;
        if (message !== said) progress(message);
        said = message;
        cancel = clock.after(lookEveryMs, look);
      } catch (reason) {
        reject(reason);
      }
    };
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    look();
  });
}

function describe(
  { table, namespace, service, windows, windowSeconds }: TrafficTarget,
  seen: number,
): string {
  return `${seen} of ${windows} windows of ${windowSeconds} s with rows of ${namespace}/${service} in ${table}`;
}
