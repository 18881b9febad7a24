import { type Deployment, type ReplicaSet, wantedReplicas } from '../../kinds/workload.js';
import { allOf, availableReplicas, olderFirst, type ReplicaSets, specReplicas } from './replica-sets.js';
import { rollingLimits } from './rolling-limits.js';

export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';

/** One ReplicaSet and the replicas it shall have. */
export interface Scale {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
}

/** How many replicas the ReplicaSet of the present template gets in the next step of a rollout. */
export function newestReplicas(deployment: Deployment, sets: ReplicaSets, current: number): number {
  const wanted = wantedReplicas(deployment);
  if (deployment.spec.strategy?.type === 'Recreate') return wanted;
  const room = wanted + rollingLimits(deployment).maxSurge - specReplicas(allOf(sets));
  if (room <= 0) return current;
  return current + Math.min(room, wanted - current);
}

/**
 * Which old ReplicaSets shrink in the next step of a rolling update: first by pods that are not healthy, then by as many
 * as can go without falling below the minimum of available pods.
 */
export function oldScales(deployment: Deployment, sets: ReplicaSets & { newest: ReplicaSet }): Scale[] {
  const wanted = wantedReplicas(deployment);
  const minAvailable = wanted - rollingLimits(deployment).maxUnavailable;
  const newestUnavailable = wantedReplicas(sets.newest) - (sets.newest.status?.availableReplicas ?? 0);
  const budget = specReplicas(allOf(sets)) - minAvailable - newestUnavailable;
  const left = new Map(sets.old.map((each) => [each, wantedReplicas(each)]));
  if (budget > 0) {
    dropUnhealthy(left, budget);
    dropAvailable(left, availableReplicas(allOf(sets)) - minAvailable);
  }
  return [...left]
    .filter(([replicaSet, replicas]) => replicas !== wantedReplicas(replicaSet))
    .map(([replicaSet, replicas]) => ({ replicaSet, replicas }));
}

function dropUnhealthy(left: Map<ReplicaSet, number>, budget: number): void {
  let rest = budget;
  for (const [replicaSet, replicas] of left) {
    const unhealthy = replicas - (replicaSet.status?.availableReplicas ?? 0);
    const drop = Math.min(rest, Math.max(0, unhealthy));
    left.set(replicaSet, replicas - drop);
    rest -= drop;
  }
}

function dropAvailable(left: Map<ReplicaSet, number>, budget: number): void {
  let rest = budget;
  for (const [replicaSet, replicas] of left) {
    if (rest <= 0) return;
    const drop = Math.min(rest, replicas);
    left.set(replicaSet, replicas - drop);
    rest -= drop;
  }
}

/** True where the Deployment was scaled since its ReplicaSets were last brought to size. */
export function isScaling(deployment: Deployment, sets: ReplicaSets): boolean {
  return allOf(sets)
    .filter((each) => wantedReplicas(each) > 0)
    .some((each) => {
      const desired = each.metadata.annotations?.[desiredAnnotation];
      return desired !== undefined && Number(desired) !== wantedReplicas(deployment);
    });
}

/**
 * How a change of `spec.replicas` is dealt out. One ReplicaSet gets it all; when the newest has all it needs the old ones
 * go; in the middle of a rolling update everyone gets its share.
 */
export function scales(deployment: Deployment, sets: ReplicaSets): Scale[] {
  const wanted = wantedReplicas(deployment);
  const active = allOf(sets).filter((each) => wantedReplicas(each) > 0);
  const single = active.length === 0 ? (sets.newest ?? [...sets.old].sort(olderFirst).at(-1)) : active[0];
  if (active.length <= 1)
    return single === undefined || wantedReplicas(single) === wanted
      ? []
      : [{ replicaSet: single, replicas: wanted }];
  if (isSaturated(deployment, sets.newest))
    return sets.old
      .filter((each) => wantedReplicas(each) > 0)
      .map((replicaSet) => ({ replicaSet, replicas: 0 }));
  if (deployment.spec.strategy?.type === 'Recreate') return [];
  return proportionalScales(deployment, active);
}

function isSaturated(deployment: Deployment, newest: ReplicaSet | undefined): boolean {
  if (newest === undefined) return false;
  const wanted = wantedReplicas(deployment);
  return (
    wantedReplicas(newest) === wanted &&
    Number(newest.metadata.annotations?.[desiredAnnotation]) === wanted &&
    (newest.status?.availableReplicas ?? 0) === wanted
  );
}

function proportionalScales(deployment: Deployment, active: readonly ReplicaSet[]): Scale[] {
  const total = specReplicas(active);
  const allowed = wantedReplicas(deployment) + rollingLimits(deployment).maxSurge;
  const toAdd = allowed - total;
  if (toAdd === 0) return [];
  // Larger ones take the larger share; of equals the newer ones gain first and the older ones lose first.
  const ordered = [...active].sort((left, right) => {
    const size = wantedReplicas(right) - wantedReplicas(left);
    if (size !== 0) return size;
    return toAdd > 0 ? olderFirst(right, left) : olderFirst(left, right);
  });
  let added = 0;
  const planned = ordered.map((replicaSet) => {
    const replicas = wantedReplicas(replicaSet);
    const share = shareOf(replicaSet, deployment, total, toAdd, added);
    added += share;
    return { replicaSet, replicas: replicas + share };
  });
  const first = planned[0];
  if (first !== undefined) first.replicas = Math.max(0, first.replicas + toAdd - added);
  return planned;
}

function shareOf(
  replicaSet: ReplicaSet,
  deployment: Deployment,
  total: number,
  toAdd: number,
  added: number,
): number {
  const replicas = wantedReplicas(replicaSet);
  const before = Number(replicaSet.metadata.annotations?.['deployment.kubernetes.io/max-replicas'] ?? total);
  const size = wantedReplicas(deployment) + rollingLimits(deployment).maxSurge;
  const fraction = Math.round((replicas * size) / (before || total)) - replicas;
  const rest = toAdd - added;
  return toAdd > 0 ? Math.min(Math.max(fraction, 0), rest) : Math.max(Math.min(fraction, 0), rest);
}
