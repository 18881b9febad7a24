import { asReplicaSet, type Deployment, type ReplicaSet } from '../../kinds/workload.js';
import type { NewKubeObject } from '../../store/kube-object.js';
import { controllerReference } from '../claim.js';
import type { Cluster } from '../controller.js';
import { highestRevision, newestAnnotations } from './annotations.js';
import { recordScaling } from './apply-scale.js';
import type { Step } from './progress.js';
import { hashLabel, type ReplicaSets, sameTemplate } from './replica-sets.js';
import { templateHash } from './template-hash.js';

export interface Ensured {
  readonly sets: ReplicaSets & { readonly newest: ReplicaSet };
  readonly step: Step;
}

/**
 * The ReplicaSet of the present template: the one that is there, with its revision brought up to date (after a rollback it
 * becomes the highest again), or a new one with `replicas`. Nothing where the name was taken by another template: the
 * collision is counted, and the next try gets another hash.
 */
export function ensureNewest(
  deployment: Deployment,
  sets: ReplicaSets,
  replicas: number,
  cluster: Cluster,
): Ensured | undefined {
  const revision = highestRevision(sets.old) + 1;
  if (sets.newest !== undefined) {
    const copy = structuredClone(sets.newest);
    copy.metadata.annotations = newestAnnotations(deployment, copy.metadata.annotations, revision);
    const updated = cluster.store.update('replicasets.apps', copy);
    return { sets: { ...sets, newest: asReplicaSet(updated) }, step: 'rolling' };
  }
  const planned = newReplicaSet(deployment, revision, replicas);
  const { namespace = '', name = '' } = planned.metadata;
  const taken = cluster.store.get({ resource: 'replicasets.apps', namespace, name });
  if (taken !== undefined) return reuse(deployment, sets, asReplicaSet(taken), cluster);
  const created = asReplicaSet(cluster.store.create('replicasets.apps', planned));
  if (replicas > 0) recordScaling(deployment, created.metadata.name, 0, replicas, cluster);
  return { sets: { ...sets, newest: created }, step: 'created' };
}

function reuse(
  deployment: Deployment,
  sets: ReplicaSets,
  taken: ReplicaSet,
  { store }: Cluster,
): Ensured | undefined {
  const ours = taken.metadata.ownerReferences?.some((owner) => owner.uid === deployment.metadata.uid);
  if (ours === true && sameTemplate(taken.spec.template, deployment.spec.template))
    return { sets: { ...sets, newest: taken }, step: 'rolling' };
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  store.updateStatus('deployments.apps', {
    ...deployment,
    status: { ...deployment.status, collisionCount },
  });
  return undefined;
}

function newReplicaSet(deployment: Deployment, revision: number, replicas: number): NewKubeObject {
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = templateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? '',
      labels,
      annotations: newestAnnotations(deployment, undefined, revision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}
