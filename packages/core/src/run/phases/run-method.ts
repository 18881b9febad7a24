import { messageOf } from '@chaoskit/errors';
import { type RunScope, takeInterruption } from '../run-scope.js';
import { playActivities } from './play-activities.js';

const PATH = ['method'];

/** Plays the method with its controls (core.md §12.1, step 9). What ends it early is in the verdict; never throws. */
export async function runMethod(scope: RunScope, signal: AbortSignal): Promise<void> {
  const { recorder, controls, live, verdict } = scope;
  try {
    recorder.announce({ type: 'phase-started', phase: 'method' });
    controls.handlers.call('start_method', () => ({ experiment: live.experiment }));
    let played = false;
    try {
      await controls.before('method', { path: [], signal });
      if (live.list(PATH).length === 0) recorder.logger.info("No declared activities, let's move on.");
      played = true;
      await playActivities(scope, {
        path: PATH,
        into: 'run',
        signal,
        goesOn: () => !verdict.endsMethod,
        onError: (error) => {
          takeError(scope, error);
        },
      });
    } finally {
      await controls.after('method', {
        path: [],
        signal,
        ...(played ? { state: [...recorder.fold.list('run')], target: 'run' as const } : { state: null }),
      });
    }
  } catch (error) {
    takeError(scope, error);
  }
  if (signal.aborted) verdict.interrupted();
  recorder.record({ type: 'phase-ended', phase: 'method' });
  controls.handlers.call('method_completed', () => ({
    experiment: live.experiment,
    state: verdict.goesOn ? [...recorder.fold.list('run')] : null,
  }));
}

/** An error that is none of an activity's own failures: the run is interrupted or aborted (core.md §11.3), also from the background. */
export function takeError(scope: RunScope, error: unknown): void {
  if (takeInterruption(scope, error)) return;
  scope.verdict.aborted();
  scope.recorder.logger.critical(
    `Experiment ran into an un expected fatal error, aborting now.\n${messageOf(error)}`,
  );
}
