import { createHash } from 'node:crypto';
import { timestamp } from '../../clock/clock.js';
import {
  type Container,
  type ContainerStateStatus,
  type ContainerStatus,
  isSidecar,
  type Pod,
  type TerminatedStatus,
} from '../../kinds/pod.js';
import type { ContainerView, Ended } from '../container/container-state.js';
import { isPassed, type PodView } from './pod-view.js';

/** The statuses of a pod's init containers, in the order of its spec. */
export function initContainerStatuses(pod: Pod, view: PodView): ContainerStatus[] {
  return (pod.spec.initContainers ?? []).map((container) => {
    const known = view.init.get(container.name);
    const ready = isSidecar(container) ? known?.ready === true : isPassed(container, known);
    return { ...statusOf(pod, container, known, 'ContainerCreating'), ready };
  });
}

/** The statuses of a pod's containers, in the order of its spec. */
export function containerStatuses(pod: Pod, view: PodView): ContainerStatus[] {
  const initializing = (pod.spec.initContainers ?? []).length > 0 && !view.initialized;
  const waitingFor = initializing ? 'PodInitializing' : 'ContainerCreating';
  return pod.spec.containers.map((container) => {
    const known = view.containers.get(container.name);
    const begun = initializing && known?.attempted !== true ? undefined : known;
    return statusOf(pod, container, begun, waitingFor);
  });
}

function statusOf(
  pod: Pod,
  container: Container,
  view: ContainerView | undefined,
  waitingFor: string,
): ContainerStatus {
  const { name, image = '' } = container;
  const common = { name, image, restartCount: view?.restarts ?? 0 };
  if (view === undefined)
    return {
      ...common,
      state: { waiting: { reason: waitingFor } },
      lastState: {},
      ready: false,
      imageID: '',
      started: false,
    };
  return {
    ...common,
    state: stateOf(view.state, pod, name),
    lastState: view.last === undefined ? {} : { terminated: terminated(view.last, pod, name) },
    ready: view.ready,
    imageID: view.attempted ? image : '',
    ...(view.attempted ? { containerID: containerId(pod, name, view.restarts) } : {}),
    started: view.started,
  };
}

function stateOf(state: ContainerView['state'], pod: Pod, name: string): ContainerStateStatus {
  switch (state.kind) {
    case 'waiting': {
      const { reason, message } = state;
      return { waiting: { reason, ...(message === undefined ? {} : { message }) } };
    }
    case 'running':
      return { running: { startedAt: timestamp(state.startedAt) } };
    case 'terminated':
      return { terminated: terminated(state, pod, name) };
  }
}

function terminated(end: Ended, pod: Pod, name: string): TerminatedStatus {
  return {
    exitCode: end.exitCode,
    reason: end.reason,
    ...(end.message === undefined ? {} : { message: end.message }),
    startedAt: timestamp(end.startedAt ?? end.finishedAt),
    finishedAt: timestamp(end.finishedAt),
    containerID: containerId(pod, name, end.attempt),
  };
}

/** Looks like a runtime's: clients take it apart at `://`. */
function containerId(pod: Pod, name: string, attempt: number): string {
  return `sandbox://${containerDigest(pod.metadata.uid, name, attempt)}`;
}

/** A container's id: what comes after the runtime's name. */
export function containerDigest(podUid: string, name: string, attempt: number): string {
  return createHash('sha256').update(`${podUid}/${name}/${attempt}`).digest('hex');
}
