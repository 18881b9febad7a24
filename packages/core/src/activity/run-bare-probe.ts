import { planActivity } from '../plan/plan-activity.js';
import type { Json } from '../values/json.js';
import type { ActivityScope } from './activity-scope.js';
import { callProvider } from './call-provider.js';

/**
 * Calls the provider of an activity that is no step of the run (a tolerance, a configuration entry): no controls, no pauses, no dry
 * mode, no entry in the journal. Throws what the provider throws.
 */
export async function runBareProbe(
  scope: ActivityScope,
  activity: Json,
  signal: AbortSignal,
  beside = false,
): Promise<Json> {
  const plan = planActivity(activity, {
    configuration: scope.live.configuration,
    secrets: scope.live.secrets,
    dry: null,
  });
  return callProvider(scope, {
    plan,
    signal,
    background: beside,
    recordUndo: async (record) => {
      scope.recorder.announce({ type: 'undo-recorded', id: 0, ...record });
    },
  });
}
