import { isExitRequested, isInterruptExecution } from '../activity/activity-outcome.js';
import type { ActivityScope } from '../activity/activity-scope.js';
import type { RunOptions } from './run-types.js';
import type { RunVerdict } from './run-verdict.js';
import { InterruptedError } from './stop-desk.js';

/** Everything that the phases of one run share. */
export interface RunScope extends ActivityScope {
  readonly options: RunOptions;
  readonly verdict: RunVerdict;
}

/**
 * Recognises what ends the run early, tells the stop desk, and answers true; false for any other error.
 * An interruption that is already known (a signal) needs no telling.
 */
export function takeInterruption(scope: RunScope, error: unknown): boolean {
  if (isInterruptExecution(error)) scope.stops.interrupt(error.message);
  else if (isExitRequested(error)) scope.stops.exit(error.exitCode);
  else if (!(error instanceof InterruptedError)) return false;
  scope.verdict.interrupted();
  return true;
}
