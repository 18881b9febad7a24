import { messageOf } from '@chaoskit/errors';
import { timestamp } from '../clock/clock.js';
import { type Condition, withCondition } from '../kinds/condition.js';
import {
  asPod,
  availableAt,
  isPodActive,
  isPodAvailable,
  isPodReady,
  isPodTerminal,
  type Pod,
} from '../kinds/pod.js';
import { matchesLabels, matchesSelector } from '../kinds/selector.js';
import {
  asReplicaSet,
  type ReplicaSet,
  type ReplicaSetStatus,
  wantedReplicas,
  withoutZeros,
} from '../kinds/workload.js';
import { claim } from './claim.js';
import { type Cluster, type Controller, keyOf, ownerKeys, ownKey, splitKey } from './controller.js';
import { podFromTemplate } from './pod-from-template.js';
import { rankForDeletion } from './pod-ranking.js';

const component = 'replicaset-controller';

/** Keeps as many pods of each ReplicaSet as its spec asks for. */
export function replicaSetController(cluster: Cluster): Controller {
  const { store } = cluster;
  const selecting = (pod: Pod): string[] =>
    pod.metadata.ownerReferences?.some((owner) => owner.controller === true)
      ? []
      : store
          .list('replicasets.apps', pod.metadata.namespace)
          .items.filter((item) => matchesSelector(asReplicaSet(item).spec.selector, pod.metadata.labels))
          .map(keyOf);
  return {
    name: component,
    watches: {
      'replicasets.apps': ownKey,
      pods: (object, previous) => [...ownerKeys('ReplicaSet')(object, previous), ...selecting(asPod(object))],
    },
    reconcile(key) {
      const object = store.get({ resource: 'replicasets.apps', ...splitKey(key) });
      return object === undefined ? undefined : reconcileReplicaSet(asReplicaSet(object), cluster);
    },
  };
}

function reconcileReplicaSet(replicaSet: ReplicaSet, cluster: Cluster): number | undefined {
  const { store, clock } = cluster;
  const namespace = replicaSet.metadata.namespace;
  const candidates = store
    .list('pods', namespace)
    .items.map(asPod)
    .filter((pod) => !isPodTerminal(pod));
  const pods = claim('pods', replicaSet, replicaSet.spec.selector, candidates, store);
  const active = pods.filter(isPodActive);
  const problem =
    replicaSet.metadata.deletionTimestamp === undefined
      ? manageReplicas(replicaSet, active, cluster)
      : undefined;
  // Status counts the pods as they were seen: what was made or deleted just now comes with the next change.
  writeStatus(replicaSet, active, problem, cluster);
  if (problem !== undefined) throw problem.reason;
  return untilNextAvailable(active, replicaSet.spec.minReadySeconds ?? 0, clock.now());
}

interface Problem {
  readonly reason: unknown;
  readonly condition: 'FailedCreate' | 'FailedDelete';
}

function manageReplicas(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  cluster: Cluster,
): Problem | undefined {
  const missing = wantedReplicas(replicaSet) - active.length;
  if (missing > 0) return createPods(replicaSet, missing, cluster);
  if (missing < 0) deletePods(replicaSet, active, -missing, cluster);
  return undefined;
}

function createPods(replicaSet: ReplicaSet, count: number, { store, events }: Cluster): Problem | undefined {
  for (let made = 0; made < count; made++) {
    try {
      const pod = store.create('pods', podFromTemplate(replicaSet.spec.template, replicaSet));
      events.record(replicaSet, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
        component,
      });
    } catch (reason) {
      events.record(replicaSet, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${messageOf(reason)}`,
        component,
      });
      return { reason, condition: 'FailedCreate' };
    }
  }
  return undefined;
}

function deletePods(replicaSet: ReplicaSet, active: readonly Pod[], count: number, cluster: Cluster): void {
  const { store, events, clock } = cluster;
  const related = relatedPods(replicaSet, cluster);
  for (const pod of rankForDeletion(active, related, clock.now()).slice(0, count)) {
    store.delete({ resource: 'pods', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name });
    events.record(replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component,
    });
  }
}

/** Active pods of all ReplicaSets with the same controller: nodes crowded by them lose pods first. */
function relatedPods(replicaSet: ReplicaSet, { store }: Cluster): Pod[] {
  const namespace = replicaSet.metadata.namespace;
  const controllerUid = (of: ReplicaSet): string | undefined =>
    of.metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid;
  const owner = controllerUid(replicaSet);
  const siblings = new Set(
    store
      .list('replicasets.apps', namespace)
      .items.map(asReplicaSet)
      .filter((other) => other === replicaSet || (owner !== undefined && controllerUid(other) === owner))
      .map((other) => other.metadata.uid),
  );
  return store
    .list('pods', namespace)
    .items.map(asPod)
    .filter((pod) => isPodActive(pod))
    .filter((pod) =>
      pod.metadata.ownerReferences?.some((each) => each.controller === true && siblings.has(each.uid)),
    );
}

function writeStatus(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  problem: Problem | undefined,
  { store, clock }: Cluster,
): void {
  const status = replicaSetStatus(replicaSet, active, problem, clock.now());
  if (JSON.stringify(status) === JSON.stringify(replicaSet.status)) return;
  const current = store.get({
    resource: 'replicasets.apps',
    namespace: replicaSet.metadata.namespace ?? '',
    name: replicaSet.metadata.name,
  });
  if (current === undefined) return;
  store.updateStatus('replicasets.apps', { ...structuredClone(current), status });
}

function replicaSetStatus(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  problem: Problem | undefined,
  now: number,
): ReplicaSetStatus {
  const minReady = replicaSet.spec.minReadySeconds ?? 0;
  const templateLabels = replicaSet.spec.template.metadata?.labels;
  const conditions = failureConditions(replicaSet.status?.conditions, problem, now);
  return {
    replicas: active.length,
    ...withoutZeros({
      fullyLabeledReplicas: active.filter((pod) => matchesLabels(templateLabels, pod.metadata.labels)).length,
      readyReplicas: active.filter(isPodReady).length,
      availableReplicas: active.filter((pod) => isPodAvailable(pod, minReady, now)).length,
      observedGeneration: replicaSet.metadata.generation ?? 0,
    }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function failureConditions(
  conditions: readonly Condition[] | undefined,
  problem: Problem | undefined,
  now: number,
): Condition[] {
  if (problem === undefined) return (conditions ?? []).filter((each) => each.type !== 'ReplicaFailure');
  return withCondition(conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: problem.condition,
    message: messageOf(problem.reason),
  });
}

/** When the next ready pod becomes available, where `minReadySeconds` holds one back. */
function untilNextAvailable(pods: readonly Pod[], minReadySeconds: number, now: number): number | undefined {
  const waiting = pods
    .filter((pod) => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, now))
    .map((pod) => availableAt(pod, minReadySeconds) - now);
  return waiting.length === 0 ? undefined : Math.min(...waiting);
}
