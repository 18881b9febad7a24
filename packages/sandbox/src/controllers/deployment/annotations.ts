import { type Deployment, type ReplicaSet, wantedReplicas } from '../../kinds/workload.js';
import { rollingLimits } from './rolling-limits.js';
import { desiredAnnotation } from './scaling.js';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Kept for the Deployment alone, or the controller's own on ReplicaSets. */
const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
]);

type Annotations = Record<string, string>;

export function revisionOf(object: { metadata: { annotations?: Annotations } }): number {
  const revision = Number(object.metadata.annotations?.[revisionAnnotation] ?? 0);
  return Number.isFinite(revision) ? revision : 0;
}

/** Annotations of the newest ReplicaSet: the Deployment's, the revision, the earlier revisions it stood for, the sizes. */
export function newestAnnotations(
  deployment: Deployment,
  present: Annotations | undefined,
  revision: number,
): Annotations {
  const annotations = { ...present, ...copied(deployment) };
  const before = Number(present?.[revisionAnnotation] ?? 0);
  if (before < revision) {
    annotations[revisionAnnotation] = String(revision);
    if (before > 0)
      annotations[historyAnnotation] = [present?.[historyAnnotation], String(before)]
        .filter((each) => each !== undefined && each !== '')
        .join(',');
  }
  return { ...annotations, ...sizeAnnotations(deployment) };
}

/** What tells that a ReplicaSet was brought to size for the Deployment as it is. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const wanted = wantedReplicas(deployment);
  return {
    [desiredAnnotation]: String(wanted),
    [maxAnnotation]: String(wanted + rollingLimits(deployment).maxSurge),
  };
}

function copied(deployment: Deployment): Annotations {
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key)),
  );
}

/** The highest revision among old ReplicaSets. */
export function highestRevision(replicaSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...replicaSets.map(revisionOf));
}
