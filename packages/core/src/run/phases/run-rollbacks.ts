import { messageOf } from '@chaoskit/errors';
import { DONE } from '../../activity/done.js';
import type { Json } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';
import { type RunScope, takeInterruption } from '../run-scope.js';
import { decideRollbacks } from './decide-rollbacks.js';
import { playActivities } from './play-activities.js';

const PATH = ['rollbacks'];
const DEFAULT_BUDGET_MS = 300_000;

/**
 * Plays the rollbacks where their strategy says so (core.md §12.5). They have a signal of their own, and after an interruption a
 * budget; what goes wrong in one does not keep the others from being played. Never throws.
 */
export async function runRollbacks(scope: RunScope): Promise<void> {
  const { recorder, stops, verdict, options } = scope;
  const decision = decideRollbacks(options.strategies.rollbacks, {
    status: verdict.status,
    deviated: verdict.deviated,
    ungraceful: stops.ungraceful,
  });
  if (decision.line !== undefined) recorder.record({ type: 'log', ...decision.line });
  if (!decision.play || stops.hard.aborted) return;
  const afterInterruption = stops.interrupted;
  const signal = stops.beginPhase();
  const budget = new AbortController();
  if (afterInterruption) startBudget(scope, budget.signal);
  try {
    await play(scope, signal);
  } finally {
    budget.abort(DONE);
  }
}

function startBudget(scope: RunScope, cancelled: AbortSignal): void {
  const budgetMs = scope.options.rollbackBudgetMs ?? DEFAULT_BUDGET_MS;
  scope.clock.sleep(budgetMs, cancelled).then(
    () => {
      scope.recorder.logger.error(`The rollbacks took longer than ${budgetMs / 1000} seconds, ending them`);
      scope.stops.endPhase('the rollbacks took too long');
    },
    () => {},
  );
}

async function play(scope: RunScope, signal: AbortSignal): Promise<void> {
  const { recorder, controls, live, stops, verdict } = scope;
  try {
    controls.handlers.call('start_rollbacks', () => ({ experiment: live.experiment }));
    recorder.announce({ type: 'phase-started', phase: 'rollbacks' });
    let played = false;
    try {
      await controls.before('rollback', { path: [], signal });
      played = true;
      if (live.list(PATH).length === 0) recorder.logger.info("No declared rollbacks, let's move on.");
      await playActivities(scope, {
        path: PATH,
        into: 'rollbacks',
        signal,
        goesOn: () => true,
        onItem: (item) => {
          recorder.logger.info(`Rollback: ${nameOf(item)}`);
        },
        onError: (error) => {
          takeRollbackError(scope, error);
        },
      });
    } finally {
      await controls.after('rollback', {
        path: [],
        signal,
        ...(played
          ? { state: [...recorder.fold.list('rollbacks')], target: 'rollbacks' as const }
          : { state: null }),
      });
    }
  } catch (error) {
    if (!takeInterruption(scope, error)) recorder.logger.error(messageOf(error));
  }
  if (signal.aborted) {
    verdict.interrupted();
    if (stops.interrupted) {
      recorder.logger.warning(
        'Received an exit signal.Terminating now without running the remaining rollbacks.',
      );
    }
  }
  recorder.record({ type: 'phase-ended', phase: 'rollbacks' });
  controls.handlers.call('rollbacks_completed', () => ({
    experiment: live.experiment,
    journal: recorder.fold.journal(),
  }));
}

/** An interruption ends the rollbacks; anything else was recorded, and the next one is played. */
function takeRollbackError(scope: RunScope, error: unknown): void {
  if (takeInterruption(scope, error)) throw error;
  scope.recorder.logger.error(messageOf(error));
}

function nameOf(item: Json): string {
  // The reference prints the name of the item itself, which a `ref` does not have (core.md §2.9).
  return isJsonObject(item) ? pyStr(item.name ?? null) : 'None';
}
