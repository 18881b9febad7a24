import { ChaosError } from '@chaoskit/errors';
import type { TargetedActivity } from './collect-targets.js';

/**
 * Why a run must not begin: a sandbox is up in this folder, yet an action of the plan, in the rollbacks too, would go to another cluster, and
 * nobody named that one (design: one run, as data). Undefined where it may begin.
 */
export function refuseWrongCluster(
  activities: readonly TargetedActivity[],
  options: {
    /** Context of the sandbox that is up in this folder. */
    readonly sandboxContext?: string;
    /** `--context`: the cluster the user named. */
    readonly context?: string;
  },
): ChaosError | undefined {
  const { sandboxContext, context } = options;
  if (sandboxContext === undefined || context !== undefined) return undefined;
  const stray = activities.find(({ type, target }) => type === 'action' && target.context !== sandboxContext);
  if (stray === undefined) return undefined;
  return new ChaosError(
    'CHAOS_E_WRONG_CLUSTER',
    `a sandbox is up in this folder, but action '${stray.name}' would go to context ${stray.target.context}, server ${stray.target.server}`,
    {
      place: { path: stray.path.join('.') },
      hint: `eval the line that 'chaos sandbox up' printed, or say --context ${stray.target.context}`,
    },
  );
}
