import { timestamp } from '../../clock/clock.js';
import { type Condition, conditionOf, withCondition } from '../../kinds/condition.js';
import { type Deployment, type DeploymentStatus, wantedReplicas } from '../../kinds/workload.js';
import type { ReplicaSets } from './replica-sets.js';

/** What the controller just did: made the newest ReplicaSet, went on rolling out, or only scaled. */
export type Step = 'created' | 'rolling' | 'scaled';

/** The conditions with `Progressing` as it is now. Without a deadline in the spec there is no such condition. */
export function progressConditions(
  deployment: Deployment,
  next: DeploymentStatus,
  sets: ReplicaSets,
  step: Step,
  now: number,
): readonly Condition[] | undefined {
  const conditions = deployment.status?.conditions;
  if (deployment.spec.progressDeadlineSeconds === undefined)
    return conditions?.filter((each) => each.type !== 'Progressing');
  if (deployment.spec.paused === true) return pausedConditions(conditions, now);
  const resumed = resumedConditions(conditions, now);
  if (step === 'scaled') return resumed;
  return rolloutConditions({ deployment, next, conditions: resumed, sets, step, now });
}

function pausedConditions(
  conditions: readonly Condition[] | undefined,
  now: number,
): readonly Condition[] | undefined {
  const reason = conditionOf(conditions, 'Progressing')?.reason;
  if (reason === 'DeploymentPaused' || reason === 'ProgressDeadlineExceeded') return conditions;
  return setCondition(conditions, progressing('Unknown', 'DeploymentPaused', 'Deployment is paused', now));
}

function resumedConditions(
  conditions: readonly Condition[] | undefined,
  now: number,
): readonly Condition[] | undefined {
  if (conditionOf(conditions, 'Progressing')?.reason !== 'DeploymentPaused') return conditions;
  return setCondition(conditions, progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed', now));
}

interface Rollout {
  readonly deployment: Deployment;
  readonly next: DeploymentStatus;
  readonly conditions: readonly Condition[] | undefined;
  readonly sets: ReplicaSets;
  readonly step: Step;
  readonly now: number;
}

function rolloutConditions(rollout: Rollout): readonly Condition[] | undefined {
  const { deployment, next, conditions, sets, step, now } = rollout;
  const name = sets.newest?.metadata.name;
  const subject = name === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${name}"`;
  const old = conditionOf(conditions, 'Progressing');
  if (step === 'created')
    return setCondition(
      conditions,
      progressing('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`, now),
    );
  // A rollout that ended is not reopened by scaling or by a pod that fails later.
  const ended = old?.reason === 'NewReplicaSetAvailable';
  if (ended && (next.replicas ?? 0) === (next.updatedReplicas ?? 0)) return conditions;
  if (isComplete(deployment, next))
    return setCondition(
      conditions,
      progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`, now),
    );
  if (hasProgressed(deployment.status ?? {}, next))
    return withCondition(
      conditions,
      progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`, now),
    );
  if (old !== undefined && !ended && deadlineOf(deployment, old) <= now)
    return setCondition(
      conditions,
      progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`, now),
    );
  if (old === undefined && name !== undefined)
    return setCondition(
      conditions,
      progressing('True', 'FoundNewReplicaSet', `Found new replica set "${name}"`, now),
    );
  return conditions;
}

/** All wanted pods are of the present template and available, and no old one is left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = wantedReplicas(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** In how many milliseconds a rollout that gets no further must be said to be late. */
export function untilDeadline(
  deployment: Deployment,
  status: DeploymentStatus,
  now: number,
): number | undefined {
  const condition = conditionOf(status.conditions, 'Progressing');
  const settled = ['NewReplicaSetAvailable', 'ProgressDeadlineExceeded', 'DeploymentPaused'];
  if (condition === undefined || settled.includes(condition.reason ?? '')) return undefined;
  return Math.max(0, deadlineOf(deployment, condition) - now);
}

function deadlineOf(deployment: Deployment, condition: Condition): number {
  const seconds = deployment.spec.progressDeadlineSeconds ?? Number.POSITIVE_INFINITY;
  return Date.parse(condition.lastUpdateTime ?? '') + seconds * 1000;
}

/** More pods of the new template, fewer of the old ones, or more that are ready or available. */
function hasProgressed(before: DeploymentStatus, next: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (next.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(next) < old(before) ||
    (next.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function progressing(status: Condition['status'], reason: string, message: string, now: number): Condition {
  const at = timestamp(now);
  return { type: 'Progressing', status, lastUpdateTime: at, lastTransitionTime: at, reason, message };
}

/** Like `withCondition`, but one that says nothing new (same status and reason) keeps its times and words. */
export function setCondition(conditions: readonly Condition[] | undefined, next: Condition): Condition[] {
  const old = conditionOf(conditions, next.type);
  if (old?.status === next.status && old.reason === next.reason) return [...(conditions ?? [])];
  return withCondition(conditions, next);
}
