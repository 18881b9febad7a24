import { timestamp } from '../../clock/clock.js';
import { type Condition, conditionOf, withCondition } from '../../kinds/condition.js';
import {
  type Deployment,
  type DeploymentStatus,
  wantedReplicas,
  withoutZeros,
} from '../../kinds/workload.js';
import { progressConditions, type Step, setCondition } from './progress.js';
import {
  actualReplicas,
  allOf,
  availableReplicas,
  type ReplicaSets,
  readyReplicas,
  specReplicas,
} from './replica-sets.js';
import { rollingLimits } from './rolling-limits.js';

/** The status that follows from the ReplicaSets. Pure. */
export function deploymentStatus(
  deployment: Deployment,
  sets: ReplicaSets,
  step: Step,
  now: number,
): DeploymentStatus {
  const all = allOf(sets);
  const available = availableReplicas(all);
  const { collisionCount, conditions } = deployment.status ?? {};
  const counted: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...withoutZeros({
      replicas: actualReplicas(all),
      updatedReplicas: sets.newest === undefined ? 0 : actualReplicas([sets.newest]),
      readyReplicas: readyReplicas(all),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, specReplicas(all) - available),
    }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
  const progressed = progressConditions(deployment, counted, sets, step, now);
  const next = withFailure(
    setCondition(progressed ?? conditions, availableCondition(deployment, available, now)),
    sets.newest?.status?.conditions,
    now,
  );
  return { ...counted, conditions: next };
}

function availableCondition(deployment: Deployment, available: number, now: number): Condition {
  const enough = available >= wantedReplicas(deployment) - rollingLimits(deployment).maxUnavailable;
  return {
    type: 'Available',
    status: enough ? 'True' : 'False',
    lastUpdateTime: timestamp(now),
    lastTransitionTime: timestamp(now),
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
}

/** The newest ReplicaSet's trouble with making pods is the Deployment's. */
function withFailure(
  conditions: Condition[],
  ofNewest: readonly Condition[] | undefined,
  now: number,
): Condition[] {
  const failure = conditionOf(ofNewest, 'ReplicaFailure');
  if (failure === undefined) return conditions.filter((each) => each.type !== 'ReplicaFailure');
  return withCondition(conditions, { ...failure, lastUpdateTime: timestamp(now) });
}
