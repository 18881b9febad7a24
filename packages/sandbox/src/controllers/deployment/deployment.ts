import { asPod, isPodTerminal } from '../../kinds/pod.js';
import { matchesSelector } from '../../kinds/selector.js';
import {
  asDeployment,
  asReplicaSet,
  type Deployment,
  type ReplicaSet,
  wantedReplicas,
} from '../../kinds/workload.js';
import { jsonEquals } from '../../store/json-equals.js';
import type { KubeObject } from '../../store/kube-object.js';
import { claim } from '../claim.js';
import { type Cluster, type Controller, keyOf, ownerKeys, ownKey, splitKey } from '../controller.js';
import { revisionAnnotation, revisionOf } from './annotations.js';
import { applyScale } from './apply-scale.js';
import { ensureNewest } from './newest.js';
import { isComplete, type Step, untilDeadline } from './progress.js';
import { olderFirst, type ReplicaSets, sortReplicaSets } from './replica-sets.js';
import { isScaling, newestReplicas, oldScales, scales } from './scaling.js';
import { deploymentStatus } from './status.js';

/** Rolls out each Deployment's template over ReplicaSets and keeps its status. */
export function deploymentController(cluster: Cluster): Controller {
  const { store } = cluster;
  return {
    name: 'deployment-controller',
    watches: {
      'deployments.apps': ownKey,
      'replicasets.apps': (object, previous) => [
        ...ownerKeys('Deployment')(object, previous),
        ...adopters(object),
      ],
      // A Deployment that recreates waits for the last old pod to go.
      pods: (object) => (store.get(podKey(object)) === undefined ? deploymentsOf(object) : []),
    },
    reconcile(key) {
      const object = store.get({ resource: 'deployments.apps', ...splitKey(key) });
      return object === undefined ? undefined : reconcileDeployment(asDeployment(object), cluster);
    },
  };

  function adopters(replicaSet: KubeObject): string[] {
    if (replicaSet.metadata.ownerReferences?.some((owner) => owner.controller === true)) return [];
    return store
      .list('deployments.apps', replicaSet.metadata.namespace)
      .items.filter((each) => matchesSelector(asDeployment(each).spec.selector, replicaSet.metadata.labels))
      .map(keyOf);
  }

  function deploymentsOf(pod: KubeObject): string[] {
    const owner = pod.metadata.ownerReferences?.find((each) => each.controller === true);
    if (owner?.kind !== 'ReplicaSet') return [];
    const namespace = pod.metadata.namespace ?? '';
    const replicaSet = store.get({ resource: 'replicasets.apps', namespace, name: owner.name });
    return replicaSet === undefined ? [] : [...ownerKeys('Deployment')(replicaSet, undefined)];
  }
}

function podKey(pod: KubeObject): { resource: string; namespace: string; name: string } {
  return { resource: 'pods', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name };
}

function reconcileDeployment(deployment: Deployment, cluster: Cluster): number | undefined {
  const owned = claim(
    'replicasets.apps',
    deployment,
    deployment.spec.selector,
    cluster.store.list('replicasets.apps', deployment.metadata.namespace).items.map(asReplicaSet),
    cluster.store,
  );
  const sets = sortReplicaSets(deployment, owned);
  if (deployment.metadata.deletionTimestamp !== undefined) {
    writeStatus(deployment, sets, 'scaled', cluster);
    return undefined;
  }
  if (deployment.spec.paused === true || isScaling(deployment, sets)) return scale(deployment, sets, cluster);
  return deployment.spec.strategy?.type === 'Recreate'
    ? recreate(deployment, sets, cluster)
    : roll(deployment, sets, cluster);
}

function scale(deployment: Deployment, sets: ReplicaSets, cluster: Cluster): number | undefined {
  const after = applyScales(deployment, sets, scales(deployment, sets), cluster);
  return writeStatus(deployment, after, 'scaled', cluster);
}

function roll(deployment: Deployment, sets: ReplicaSets, cluster: Cluster): number | undefined {
  const ensured = ensureNewest(deployment, sets, newestReplicas(deployment, sets, 0), cluster);
  if (ensured === undefined) return 0;
  const grown = newestReplicas(deployment, ensured.sets, wantedReplicas(ensured.sets.newest));
  const target = Math.min(grown, wantedReplicas(deployment));
  if (target !== wantedReplicas(ensured.sets.newest))
    return finish(
      deployment,
      applyScales(deployment, ensured.sets, [{ replicaSet: ensured.sets.newest, replicas: target }], cluster),
      ensured.step,
      cluster,
    );
  const after = applyScales(deployment, ensured.sets, oldScales(deployment, ensured.sets), cluster);
  return finish(deployment, after, ensured.step, cluster);
}

function recreate(deployment: Deployment, sets: ReplicaSets, cluster: Cluster): number | undefined {
  const shrinking = sets.old
    .filter((each) => wantedReplicas(each) > 0)
    .map((replicaSet) => ({ replicaSet, replicas: 0 }));
  if (shrinking.length > 0)
    return finish(deployment, applyScales(deployment, sets, shrinking, cluster), 'rolling', cluster);
  if (hasOldPods(deployment, sets, cluster)) return finish(deployment, sets, 'rolling', cluster);
  const ensured = ensureNewest(deployment, sets, wantedReplicas(deployment), cluster);
  if (ensured === undefined) return 0;
  const after = applyScales(
    deployment,
    ensured.sets,
    [{ replicaSet: ensured.sets.newest, replicas: wantedReplicas(deployment) }],
    cluster,
  );
  return finish(deployment, after, ensured.step, cluster);
}

function hasOldPods(deployment: Deployment, sets: ReplicaSets, { store }: Cluster): boolean {
  const old = new Set(sets.old.map((each) => each.metadata.uid));
  return store
    .list('pods', deployment.metadata.namespace)
    .items.map(asPod)
    .some((pod) => !isPodTerminal(pod) && pod.metadata.ownerReferences?.some((owner) => old.has(owner.uid)));
}

function applyScales(
  deployment: Deployment,
  sets: ReplicaSets,
  planned: Parameters<typeof applyScale>[1][],
  cluster: Cluster,
): ReplicaSets {
  const changed = new Map<string, ReplicaSet>();
  for (const each of planned)
    changed.set(each.replicaSet.metadata.uid, applyScale(deployment, each, cluster));
  const now = (each: ReplicaSet): ReplicaSet => changed.get(each.metadata.uid) ?? each;
  return { newest: sets.newest && now(sets.newest), old: sets.old.map(now) };
}

function finish(deployment: Deployment, sets: ReplicaSets, step: Step, cluster: Cluster): number | undefined {
  const status = deploymentStatus(deployment, sets, step, cluster.clock.now());
  if (isComplete(deployment, status)) dropHistory(deployment, sets, cluster);
  return writeStatus(deployment, sets, step, cluster);
}

/** Old ReplicaSets beyond `revisionHistoryLimit` go, the oldest revisions first. */
function dropHistory(deployment: Deployment, sets: ReplicaSets, { store }: Cluster): void {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const idle = sets.old
    .filter((each) => each.metadata.deletionTimestamp === undefined)
    .filter((each) => wantedReplicas(each) === 0 && (each.status?.replicas ?? 0) === 0)
    .filter((each) => (each.status?.observedGeneration ?? 0) >= (each.metadata.generation ?? 0))
    .sort((left, right) => revisionOf(left) - revisionOf(right) || olderFirst(left, right));
  for (const each of idle.slice(0, Math.max(0, sets.old.length - limit)))
    store.delete({
      resource: 'replicasets.apps',
      namespace: each.metadata.namespace ?? '',
      name: each.metadata.name,
    });
}

/** Writes status and revision; answers when the rollout's deadline must be looked at. */
function writeStatus(
  deployment: Deployment,
  sets: ReplicaSets,
  step: Step,
  { store, clock }: Cluster,
): number | undefined {
  const key = {
    resource: 'deployments.apps',
    namespace: deployment.metadata.namespace ?? '',
    name: deployment.metadata.name,
  };
  const status = deploymentStatus(deployment, sets, step, clock.now());
  const revision = sets.newest?.metadata.annotations?.[revisionAnnotation];
  const stored = store.get(key);
  if (stored === undefined) return undefined;
  if (revision !== undefined && stored.metadata.annotations?.[revisionAnnotation] !== revision) {
    const copy = structuredClone(stored);
    copy.metadata.annotations = { ...copy.metadata.annotations, [revisionAnnotation]: revision };
    store.update(key.resource, copy);
  }
  const current = store.get(key);
  if (current !== undefined && !jsonEquals(current.status, status))
    store.updateStatus(key.resource, { ...current, status });
  return untilDeadline(deployment, status, clock.now());
}
