import type { ContainerInfo, Owner, PodInfo, ServiceInfo, WorkloadInfo } from '@chaoskit/pxl';
import { type ContainerStateStatus, isPodReady, type Pod } from '../../kinds/pod.js';
import { matchesLabels } from '../../kinds/selector.js';
import type { Service } from '../../kinds/service.js';
import type { KubeObject } from '../../store/kube-object.js';

/** A pod, and when it was taken out of the cluster (ns since the epoch; 0: it is there). */
export interface KnownPod {
  readonly pod: Pod;
  readonly goneNs: bigint;
}

export function podInfo({ pod, goneNs }: KnownPod, services: readonly Service[]): PodInfo {
  const { metadata, spec, status = {} } = pod;
  return {
    uid: metadata.uid,
    name: fullName(pod),
    node: spec.nodeName ?? '',
    hostname: spec.nodeName ?? '',
    ip: status.podIP ?? '',
    phase: status.phase ?? 'Pending',
    phaseMessage: status.message ?? '',
    phaseReason: status.reason ?? '',
    ready: goneNs === 0n && isPodReady(pod),
    labels: JSON.stringify(metadata.labels ?? {}),
    qosClass: status.qosClass ?? '',
    owners: ownersOf(pod),
    services: services.filter((service) => selects(service, pod)).map((service) => service.metadata.uid),
    startTimeNs: timeNs(status.startTime ?? metadata.creationTimestamp),
    stopTimeNs: goneNs,
  };
}

/** The containers of a pod, those before a restart too. */
export function containerInfos({ pod, goneNs }: KnownPod): ContainerInfo[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  return [...initContainerStatuses, ...containerStatuses].flatMap((status) => {
    const common = { name: status.name, podUid: pod.metadata.uid };
    const earlier = status.lastState.terminated?.containerID;
    return [
      ...(earlier === undefined
        ? []
        : [{ ...common, id: withoutScheme(earlier), ...stateFacts(status.lastState, goneNs) }]),
      ...(status.containerID === undefined || status.containerID === earlier
        ? []
        : [{ ...common, id: withoutScheme(status.containerID), ...stateFacts(status.state, goneNs) }]),
    ];
  });
}

export function serviceInfo(service: Service): ServiceInfo {
  const { clusterIP = '' } = service.spec;
  return {
    uid: service.metadata.uid,
    name: fullName(service),
    clusterIp: clusterIP === 'None' ? '' : clusterIP,
    externalIps: [],
    startTimeNs: timeNs(service.metadata.creationTimestamp),
    stopTimeNs: 0n,
  };
}

export function workloadInfo(object: KubeObject, replicas: number): WorkloadInfo {
  return {
    uid: object.metadata.uid,
    name: fullName(object),
    owners: ownersOf(object),
    replicas,
    startTimeNs: timeNs(object.metadata.creationTimestamp),
    stopTimeNs: 0n,
  };
}

export function timeNs(text: string | null | undefined): bigint {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? 0n : BigInt(ms) * 1_000_000n;
}

const fullName = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const withoutScheme = (id: string): string => id.slice(id.indexOf('://') + 3);

function ownersOf({ metadata }: KubeObject): Owner[] {
  return (metadata.ownerReferences ?? []).map(({ uid, kind, name }) => ({ uid, kind, name }));
}

function selects({ metadata, spec }: Service, pod: Pod): boolean {
  const selector = spec.selector ?? {};
  if (metadata.namespace !== pod.metadata.namespace || Object.keys(selector).length === 0) return false;
  return matchesLabels(selector, pod.metadata.labels);
}

function stateFacts({ running, terminated, waiting }: ContainerStateStatus, goneNs: bigint) {
  if (running !== undefined)
    return {
      state: goneNs === 0n ? 'Running' : 'Terminated',
      stateMessage: '',
      stateReason: '',
      startTimeNs: timeNs(running.startedAt),
      stopTimeNs: goneNs,
    };
  if (terminated !== undefined)
    return {
      state: 'Terminated',
      stateMessage: terminated.message ?? '',
      stateReason: terminated.reason,
      startTimeNs: timeNs(terminated.startedAt),
      stopTimeNs: timeNs(terminated.finishedAt),
    };
  return {
    state: 'Waiting',
    stateMessage: waiting?.message ?? '',
    stateReason: waiting?.reason ?? '',
    startTimeNs: 0n,
    stopTimeNs: goneNs,
  };
}
