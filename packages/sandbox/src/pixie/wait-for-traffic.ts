import { ChaosError } from '@chaoskit/errors';
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
/** How long nothing new may come before it is given up: three windows, or this. Milliseconds. */
const patienceMs = 30_000;

/**
 * Resolves when each target's windows have rows.
 * @throws ChaosError `CHAOS_E_SANDBOX_NO_TRAFFIC` where no further window gets any.
 */
export function waitForTraffic(targets: readonly TrafficTarget[], deps: TrafficWaitDeps): Promise<void> {
  const { source, clock, progress, signal } = deps;
  const quietMs = Math.max(patienceMs, ...targets.map(({ windowSeconds }) => windowSeconds * 3000));
  return new Promise((resolve, reject) => {
    let said = '';
    let saidAt = clock.now();
    let cancel = (): void => {};
    const abort = (): void => {
      cancel();
      reject(signal.reason);
    };
    const settle = (how: () => void): void => {
      signal.removeEventListener('abort', abort);
      how();
    };
    const look = (): void => {
      try {
        const open = targets.flatMap((target) => {
          const windows = windowsWithRows(target, source, signal);
          return windows >= target.windows ? [] : [describe(target, windows)];
        });
        if (open.length === 0) {
          settle(resolve);
          return;
        }
        const message = open.join(', ');
        if (message !== said) {
          progress(`Waiting for traffic: ${message}`);
          said = message;
          saidAt = clock.now();
        } else if (clock.now() - saidAt >= quietMs) throw noTraffic(message, quietMs);
        cancel = clock.after(lookEveryMs, look);
      } catch (reason) {
        settle(() => reject(reason));
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

function noTraffic(message: string, quietMs: number): ChaosError {
  return new ChaosError(
    'CHAOS_E_SANDBOX_NO_TRAFFIC',
    `no more traffic came in ${quietMs / 1000} s: ${message}`,
    {
      hint: 'something in the cluster has to call the service by its name or address; see waitFor in sandbox.yaml',
    },
  );
}
