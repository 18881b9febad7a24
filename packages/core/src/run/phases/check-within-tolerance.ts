import { ChaosError, isChaosError, messageOf } from '@chaoskit/errors';
import { isExitRequested, isInterruptExecution } from '../../activity/activity-outcome.js';
import type { ActivityResult } from '../../activity/execute-activity.js';
import { runBareProbe } from '../../activity/run-bare-probe.js';
import type { JsonPath } from '../../controls/json-patch.js';
import { judgeTolerance } from '../../tolerance/judge-tolerance.js';
import { isJsonObject } from '../../values/json-object.js';
import type { RunScope } from '../run-scope.js';
import { InterruptedError } from '../stop-desk.js';

/**
 * Judges the output of a hypothesis probe that succeeded, and records the verdict. The tolerance is the one beside a `ref`, not the
 * referenced activity's (core.md §2.9). One that can't be judged is not met (Q-07), and ends the run where it happens beside the
 * method; a dry run judges nothing (core.md §10).
 */
export async function checkWithinTolerance(
  scope: RunScope,
  path: JsonPath,
  result: ActivityResult,
  signal: AbortSignal,
  beside: boolean,
): Promise<{ readonly met: boolean; readonly failed: false; readonly unexpected?: unknown }> {
  const { recorder, live, dry } = scope;
  const { id } = result;
  const item = live.at(path);
  const tolerance = isJsonObject(item) ? (item.tolerance ?? null) : null;
  if (result.skipped || dry === 'probes' || dry === 'activities') {
    recorder.record({ type: 'tolerance-checked', id, met: true });
    return { met: true, failed: false };
  }
  try {
    const { met, message, unjudged } = await judgeTolerance(tolerance, result.output, {
      configuration: live.configuration,
      secrets: live.secrets,
      runProbe: (activity) => runBareProbe(scope, activity, signal, beside),
    });
    recorder.record({ type: 'tolerance-checked', id, met, ...(message === undefined ? {} : { message }) });
    if (unjudged === true) {
      return { met, failed: false, unexpected: new ChaosError('CHAOS_E_TOLERANCE_UNJUDGED', message ?? '') };
    }
    return { met, failed: false };
  } catch (error) {
    if (signal.aborted) throw new InterruptedError('the tolerance was interrupted');
    if (isInterruptExecution(error) || isExitRequested(error)) throw error;
    recorder.record({ type: 'tolerance-checked', id, met: false, error: explained(error) });
    return { met: false, failed: false, unexpected: error };
  }
}

function explained(error: unknown): string {
  if (!isChaosError(error)) return messageOf(error);
  return `${error.code}: ${error.message}${error.hint === undefined ? '' : `; ${error.hint}`}`;
}
