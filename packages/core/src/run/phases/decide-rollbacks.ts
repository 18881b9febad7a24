import type { LogLine } from '../../events/describe-event.js';
import type { JournalStatus, RollbackStrategy } from '../../events/run-event.js';

export interface RollbackDecision {
  readonly play: boolean;
  /** What the log says about it. */
  readonly line?: LogLine;
}

const warning = (message: string): LogLine => ({ level: 'WARNING', message });

/** Whether the rollbacks are played (core.md §12.5). */
export function decideRollbacks(
  strategy: RollbackStrategy,
  run: { readonly status: JournalStatus; readonly deviated: boolean; readonly ungraceful: boolean },
): RollbackDecision {
  if (run.ungraceful) return { play: false };
  switch (strategy) {
    case 'default':
      return { play: run.status !== 'failed' && run.status !== 'interrupted' };
    case 'always':
      return { play: true, line: warning('Rollbacks were explicitly requested to be played') };
    case 'never':
      return { play: false, line: warning('Rollbacks were explicitly requested to not be played') };
    case 'deviated':
      return run.deviated
        ? { play: true, line: warning('Rollbacks will be played only because the experiment deviated') }
        : {
            play: false,
            line: warning(
              'Rollbacks were explicitely requested to be played only if the experiment deviated. Since this is not the case, we will not play them.',
            ),
          };
  }
}
