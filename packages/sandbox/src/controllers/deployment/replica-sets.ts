import type { PodTemplate } from '../../kinds/pod.js';
import { type Deployment, type ReplicaSet, wantedReplicas } from '../../kinds/workload.js';
import { jsonEquals } from '../../store/json-equals.js';

export const hashLabel = 'pod-template-hash';

/** A Deployment's ReplicaSets, sorted into the one of its present template and all others. */
export interface ReplicaSets {
  readonly newest: ReplicaSet | undefined;
  /** Oldest first. */
  readonly old: readonly ReplicaSet[];
}

export function sortReplicaSets(deployment: Deployment, owned: readonly ReplicaSet[]): ReplicaSets {
  const byAge = [...owned].sort(olderFirst);
  const newest = byAge.find((each) => sameTemplate(each.spec.template, deployment.spec.template));
  return { newest, old: byAge.filter((each) => each !== newest) };
}

export function allOf({ newest, old }: ReplicaSets): ReplicaSet[] {
  return newest === undefined ? [...old] : [...old, newest];
}

/** By creation; within one second by name, as the real controller does. */
export function olderFirst(left: ReplicaSet, right: ReplicaSet): number {
  const a = `${left.metadata.creationTimestamp} ${left.metadata.name}`;
  const b = `${right.metadata.creationTimestamp} ${right.metadata.name}`;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Equal but for the label that tells ReplicaSets apart. */
export function sameTemplate(left: PodTemplate, right: PodTemplate): boolean {
  return jsonEquals(withoutHash(left), withoutHash(right));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { [hashLabel]: _, ...labels } = template.metadata?.labels ?? {};
  const metadata = Object.fromEntries(
    Object.entries({ ...template.metadata, labels }).filter(
      ([key, value]) => key !== 'creationTimestamp' && Object.keys(value ?? {}).length > 0,
    ),
  );
  return { ...template, metadata };
}

/** Pods that the specs ask for. */
export function specReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + wantedReplicas(each), 0);
}

/** Pods that are there. */
export function actualReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + (each.status?.replicas ?? 0), 0);
}

export function availableReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + (each.status?.availableReplicas ?? 0), 0);
}

export function readyReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + (each.status?.readyReplicas ?? 0), 0);
}
