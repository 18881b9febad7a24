import type { WaitTarget } from '../images/check-wait-for.js';
import { conditionOf } from '../kinds/condition.js';
import { asPod, type ContainerStatus, isPodReady, type Pod } from '../kinds/pod.js';
import { matchesSelector } from '../kinds/selector.js';
import {
  asDeployment,
  asReplicaSet,
  type Deployment,
  type ReplicaSet,
  wantedReplicas,
} from '../kinds/workload.js';
import type { ObjectStore } from '../store/object-store.js';

export type ObjectReader = Pick<ObjectStore, 'get' | 'list'>;

/** How far one target is. */
export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'waiting'; readonly for: string }
  /** It can't come up by itself, and why. `container` names the log that says more. */
  | { readonly kind: 'stuck'; readonly why: string; readonly container?: StuckContainer };

export interface StuckContainer {
  readonly podUid: string;
  readonly container: string;
  readonly attempt: number;
}

/** Every Deployment there is. */
export function allDeployments(store: ObjectReader): WaitTarget[] {
  return store.list('deployments.apps').items.map((item) => ({
    kind: 'deployment',
    namespace: item.metadata.namespace ?? '',
    name: item.metadata.name,
  }));
}

/** `deployment/front`, with the namespace where it is not `default`. */
export function targetName({ kind, namespace, name }: WaitTarget): string {
  return `${namespace === 'default' ? '' : `${namespace}/`}${kind}/${name}`;
}

export function availability(target: WaitTarget, store: ObjectReader): Availability {
  const { namespace, name } = target;
  if (target.kind === 'pod') {
    const found = store.get({ resource: 'pods', namespace, name });
    return found === undefined ? { kind: 'waiting', for: 'it to be made' } : podAvailability(asPod(found));
  }
  const found = store.get({ resource: `${target.kind}s.apps`, namespace, name });
  if (found === undefined) return { kind: 'waiting', for: 'it to be made' };
  return target.kind === 'deployment'
    ? deploymentAvailability(asDeployment(found), store)
    : replicaSetAvailability(asReplicaSet(found), store);
}

function podAvailability(pod: Pod): Availability {
  if (isPodReady(pod) || pod.status?.phase === 'Succeeded') return { kind: 'available' };
  return stuckPod(pod) ?? { kind: 'waiting', for: waitingFor([pod]) };
}

/** As `kubectl rollout status` counts: all wanted pods are of the present template and available, and no older one is left. */
function deploymentAvailability(deployment: Deployment, store: ObjectReader): Availability {
  const wanted = wantedReplicas(deployment);
  const {
    observedGeneration = 0,
    updatedReplicas = 0,
    replicas = 0,
    availableReplicas = 0,
  } = deployment.status ?? {};
  const seen = observedGeneration >= (deployment.metadata.generation ?? 0);
  if (seen && updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted)
    return { kind: 'available' };
  const pods = podsOf(deployment, store);
  const stuck = pods.map(stuckPod).find((each) => each !== undefined);
  if (stuck !== undefined) return stuck;
  const late = conditionOf(deployment.status?.conditions, 'Progressing');
  if (late?.reason === 'ProgressDeadlineExceeded')
    return { kind: 'stuck', why: `no progress: ${waitingFor(pods)}` };
  const failure = conditionOf(deployment.status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True')
    return { kind: 'stuck', why: failure.message ?? 'its pods can not be made' };
  return { kind: 'waiting', for: `${availableReplicas} of ${wanted} available${explained(pods)}` };
}

function replicaSetAvailability(replicaSet: ReplicaSet, store: ObjectReader): Availability {
  const wanted = wantedReplicas(replicaSet);
  const { observedGeneration = 0, replicas = 0, availableReplicas = 0 } = replicaSet.status ?? {};
  const seen = observedGeneration >= (replicaSet.metadata.generation ?? 0);
  if (seen && replicas === wanted && availableReplicas === wanted) return { kind: 'available' };
  const pods = podsOf(replicaSet, store);
  const stuck = pods.map(stuckPod).find((each) => each !== undefined);
  return stuck ?? { kind: 'waiting', for: `${availableReplicas} of ${wanted} available${explained(pods)}` };
}

/** The pods of a target. */
export function podsOfTarget({ kind, namespace, name }: WaitTarget, store: ObjectReader): Pod[] {
  const resource = kind === 'pod' ? 'pods' : `${kind}s.apps`;
  const found = store.get({ resource, namespace, name });
  if (found === undefined) return [];
  return kind === 'pod' ? [asPod(found)] : podsOf(asReplicaSet(found), store);
}

function podsOf(workload: Deployment | ReplicaSet, store: ObjectReader): Pod[] {
  return store
    .list('pods', workload.metadata.namespace)
    .items.map(asPod)
    .filter((pod) => matchesSelector(workload.spec.selector, pod.metadata.labels));
}

function explained(pods: readonly Pod[]): string {
  const why = waitingFor(pods);
  return why === '' ? '' : `; ${why}`;
}

/** What the pods that are not ready wait for. */
function waitingFor(pods: readonly Pod[]): string {
  const reasons = pods
    .filter((pod) => !isPodReady(pod) && pod.metadata.deletionTimestamp === undefined)
    .map((pod) => `${pod.metadata.name}: ${podReason(pod)}`);
  return reasons.join(', ');
}

function podReason(pod: Pod): string {
  const scheduled = conditionOf(pod.status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? 'not scheduled';
  const status = statusesOf(pod).find((each) => !each.ready && each.state.terminated?.exitCode !== 0);
  if (status === undefined) return 'starting';
  if (status.state.waiting !== undefined) return status.state.waiting.reason;
  return status.state.running === undefined ? 'ended' : 'not ready yet';
}

function statusesOf(pod: Pod): ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

/** The reasons of waiting that don't pass by themselves. */
const hopeless = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'CreateContainerError'];

/** A program that starts may die while what it needs is not there yet; after this many restarts it is not that. */
const crashesThatCount = 2;

function stuckPod(pod: Pod): (Availability & { kind: 'stuck' }) | undefined {
  if (pod.metadata.deletionTimestamp !== undefined || isPodReady(pod)) return undefined;
  const scheduled = conditionOf(pod.status?.conditions, 'PodScheduled');
  if (scheduled?.reason === 'Unschedulable')
    return { kind: 'stuck', why: `pod ${pod.metadata.name}: ${scheduled.message}` };
  for (const status of statusesOf(pod)) {
    const { waiting } = status.state;
    if (waiting !== undefined && hopeless.includes(waiting.reason))
      return { kind: 'stuck', why: waiting.message ?? waiting.reason };
    const crashes =
      status.restartCount >= crashesThatCount || status.lastState.terminated?.reason === 'StartError';
    if (waiting?.reason === 'CrashLoopBackOff' && crashes) return crashing(pod, status);
  }
  if (pod.status?.phase !== 'Failed') return undefined;
  const ended = statusesOf(pod).find((each) => each.state.terminated !== undefined);
  return ended === undefined
    ? { kind: 'stuck', why: `pod ${pod.metadata.name} failed` }
    : crashing(pod, ended);
}

function crashing(pod: Pod, status: ContainerStatus): Availability & { kind: 'stuck' } {
  const end = status.state.terminated ?? status.lastState.terminated;
  const how =
    end === undefined
      ? ''
      : end.reason === 'StartError'
        ? `: ${end.message}`
        : ` with exit code ${end.exitCode}`;
  const what = end?.reason === 'StartError' ? 'can not be started' : 'ended';
  const why = `${status.state.waiting?.reason ?? 'Failed'}: container ${status.name} of pod ${pod.metadata.name} ${what}${how}`;
  const container = { podUid: pod.metadata.uid, container: status.name, attempt: status.restartCount };
  return { kind: 'stuck', why, container };
}
