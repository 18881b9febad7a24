import { ChaosError } from '@chaoskit/errors';
import type { Clock } from '../clock/clock.js';
import type { WaitTarget } from '../images/check-wait-for.js';
import { isPlaceholder } from '../images/create-image-table.js';
import type { ObjectStore } from '../store/object-store.js';
import {
  type Availability,
  availability,
  podsOfTarget,
  type StuckContainer,
  targetName,
} from './availability.js';

export interface WaitDeps {
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Told what is still waited for, when that changes and nothing has for a while. */
  readonly progress: (message: string) => void;
  /** The last lines that a container wrote, oldest first. */
  readonly lastLines: (container: StuckContainer) => Promise<readonly string[]>;
  readonly signal: AbortSignal;
}

/** How long something must be waited for before it is worth a line, in milliseconds. */
const patienceMs = 2_000;
/** How long a program without a readiness probe must have run to be believed, in milliseconds. */
const settledMs = 1_000;

/**
 * Resolves when every target is available. Throws `CHAOS_E_SANDBOX_UNAVAILABLE` as soon as one can't come up by itself, with
 * the reason and its last lines.
 */
export function waitUntilAvailable(targets: readonly WaitTarget[], deps: WaitDeps): Promise<void> {
  const { store, clock, signal } = deps;
  return new Promise((resolve, reject) => {
    const endings: (() => void)[] = [];
    let cancelLook: (() => void) | undefined;
    let allSince: number | undefined;
    let said = '';
    let saidAt = clock.now();

    const finish = (settle: () => void): void => {
      for (const end of endings) end();
      cancelLook?.();
      settle();
    };
    const look = (): void => {
      cancelLook = undefined;
      const states = targets.map((target) => ({ target, state: availability(target, store) }));
      const open = states.filter(({ state }) => state.kind !== 'available');
      if (open.length === 0) {
        allSince ??= clock.now();
        const leftMs = hasUnprobed(targets, deps) ? allSince + settledMs - clock.now() : 0;
        if (leftMs > 0) cancelLook = clock.after(leftMs, look);
        else finish(resolve);
        return;
      }
      allSince = undefined;
      for (const { target, state } of open)
        if (state.kind === 'stuck') {
          finish(() => void unavailable(target, state, deps).then(reject, reject));
          return;
        }
      const message = `Waiting for ${open.map(({ target, state }) => `${targetName(target)} (${described(state)})`).join(', ')}`;
      if (message !== said && clock.now() - saidAt >= patienceMs) {
        deps.progress(message);
        said = message;
        saidAt = clock.now();
      }
      cancelLook = clock.after(500, look);
    };
    const soon = (): void => {
      cancelLook?.();
      cancelLook = clock.after(0, look);
    };

    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = (): void => finish(() => reject(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    endings.push(() => signal.removeEventListener('abort', abort));
    for (const resource of ['deployments.apps', 'pods']) endings.push(store.watch(resource, soon));
    soon();
  });
}

/** True where a program counts as ready as soon as it is started, even if it dies in the next moment. */
function hasUnprobed(targets: readonly WaitTarget[], { store }: WaitDeps): boolean {
  return targets.some((target) =>
    podsOfTarget(target, store).some((pod) =>
      pod.spec.containers.some(
        (container) =>
          container.readinessProbe === undefined &&
          !(isPlaceholder(container.image ?? '') && (container.command ?? []).length === 0),
      ),
    ),
  );
}

function described(state: Availability): string {
  switch (state.kind) {
    case 'available':
      return 'available';
    case 'waiting':
      return state.for;
    case 'stuck':
      return state.why;
  }
}

async function unavailable(
  target: WaitTarget,
  state: Availability & { kind: 'stuck' },
  { lastLines }: WaitDeps,
): Promise<ChaosError> {
  const lines = state.container === undefined ? [] : await lastLines(state.container);
  const said =
    lines.length === 0 ? '' : `\nIts last lines:\n${lines.map((line) => `    ${line}`).join('\n')}`;
  return new ChaosError(
    'CHAOS_E_SANDBOX_UNAVAILABLE',
    `${targetName(target)} can't become available: ${state.why}${said}`,
    {
      hint: 'mend the program, its manifest or sandbox.yaml, and start again; --no-wait starts without waiting',
    },
  );
}
