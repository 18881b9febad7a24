import { createHash } from 'node:crypto';
import { timestamp } from '../clock/clock.js';
import { type Condition, conditionOf, withCondition } from '../kinds/condition.js';
import {
  type Container,
  type ContainerStateStatus,
  type ContainerStatus,
  isSidecar,
  type Pod,
  type PodStatus,
  type TerminatedStatus,
} from '../kinds/pod.js';
import { podQosClass } from '../kinds/qos.js';
import type { ContainerView, Ended } from './container-state.js';

/** What the kubelet knows of a pod when it writes its status. */
export interface PodView {
  /** Absent until the pod's network is there. */
  readonly podIP?: string;
  readonly hostIP: string;
  readonly startTime: number;
  readonly init: ReadonlyMap<string, ContainerView>;
  readonly containers: ReadonlyMap<string, ContainerView>;
  readonly initialized: boolean;
  /** The pod is being taken down: what has ended is not started again. */
  readonly ending: boolean;
}

/** The status of a pod, as a kubelet of 1.34 writes it. Pure. */
export function podStatus(pod: Pod, view: PodView, now: number): PodStatus {
  const phase = podPhase(pod, view);
  const { podIP, hostIP } = view;
  return {
    ...pod.status,
    phase,
    conditions: podConditions(pod, view, phase, now),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    startTime: timestamp(view.startTime),
    ...(pod.spec.initContainers?.length
      ? {
          initContainerStatuses: statuses(pod, pod.spec.initContainers, view.init, {
            init: true,
            initialized: view.initialized,
          }),
        }
      : {}),
    containerStatuses: statuses(pod, pod.spec.containers, view.containers, {
      init: false,
      initialized: view.initialized,
    }),
    qosClass: pod.status?.qosClass ?? podQosClass(pod.spec),
  };
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** As the real one: pending until every container has been started; over when none runs and none will again. */
export function podPhase(pod: Pod, view: PodView): Phase {
  const policy = pod.spec.restartPolicy ?? 'Always';
  const initFailed = (pod.spec.initContainers ?? []).some((container) => {
    const state = view.init.get(container.name)?.state;
    return !isSidecar(container) && state?.kind === 'terminated' && state.exitCode !== 0;
  });
  if (!view.initialized && initFailed && (policy === 'Never' || view.ending)) return 'Failed';
  const views = [...view.containers.values()];
  if (!view.initialized || views.length === 0) return view.ending ? 'Failed' : 'Pending';
  if (views.some(({ state, last }) => state.kind === 'waiting' && last === undefined))
    return view.ending ? 'Failed' : 'Pending';
  if (views.some(({ state }) => state.kind === 'running')) return 'Running';
  if (policy === 'Always' && !view.ending) return 'Running';
  const ends = views.map(({ state, last }) => (state.kind === 'terminated' ? state : last));
  if (ends.every((end) => end?.exitCode === 0)) return 'Succeeded';
  if (policy === 'OnFailure' && !view.ending) return 'Running';
  return 'Failed';
}

function podConditions(pod: Pod, view: PodView, phase: Phase, now: number): Condition[] {
  const initNames = (pod.spec.initContainers ?? [])
    .filter((container) => !isPassed(container, view.init.get(container.name)))
    .map((container) => container.name);
  const unready = pod.spec.containers
    .filter((container) => view.containers.get(container.name)?.ready !== true)
    .map((container) => container.name);
  const initialized: Partial<Condition> =
    view.initialized || phase === 'Succeeded'
      ? phase === 'Succeeded'
        ? { status: 'True', reason: 'PodCompleted' }
        : { status: 'True' }
      : no('ContainersNotInitialized', `containers with incomplete status: [${initNames.join(' ')}]`);
  const containersReady = readiness(phase, unready);
  const gates = (pod.spec.readinessGates ?? []) as { conditionType: string }[];
  const closed = gates.filter(
    ({ conditionType }) => conditionOf(pod.status?.conditions, conditionType)?.status !== 'True',
  );
  const ready: Partial<Condition> =
    containersReady.status === 'True' && closed.length > 0
      ? no(
          'ReadinessGatesNotReady',
          closed
            .map(
              ({ conditionType }) =>
                `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
            )
            .join(', '),
        )
      : containersReady;
  const network: Partial<Condition> = { status: view.podIP === undefined ? 'False' : 'True' };
  const next: [string, Partial<Condition>][] = [
    ['PodReadyToStartContainers', network],
    ['Initialized', initialized],
    ['Ready', ready],
    ['ContainersReady', containersReady],
  ];
  const own = new Set(next.map(([type]) => type));
  const before = pod.status?.conditions ?? [];
  const written = next.map(([type, condition]) => {
    const full: Condition = {
      type,
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: timestamp(now),
      ...condition,
    };
    return withCondition(before, full).find((each) => each.type === type) ?? full;
  });
  return [...written, ...before.filter((each) => !own.has(each.type))];
}

function readiness(phase: Phase, unready: readonly string[]): Partial<Condition> {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (unready.length === 0) return { status: 'True' };
  return no('ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`);
}

function no(reason: string, message: string): Partial<Condition> {
  return { status: 'False', reason, message };
}

/** An init container that the next one need not wait for. */
export function isPassed(container: Container, view: ContainerView | undefined): boolean {
  if (view === undefined) return false;
  if (isSidecar(container)) return view.state.kind === 'running' && view.started;
  return view.state.kind === 'terminated' && view.state.exitCode === 0;
}

function statuses(
  pod: Pod,
  containers: readonly Container[],
  views: ReadonlyMap<string, ContainerView>,
  { init, initialized }: { readonly init: boolean; readonly initialized: boolean },
): ContainerStatus[] {
  return containers.map((container) => {
    const view = views.get(container.name);
    const image = container.image ?? '';
    if (view === undefined)
      return {
        name: container.name,
        state: {
          waiting: {
            reason: init || !pod.spec.initContainers?.length ? 'ContainerCreating' : 'PodInitializing',
          },
        },
        lastState: {},
        ready: false,
        restartCount: 0,
        image,
        imageID: '',
        started: false,
      };
    const id = view.attempted ? containerId(pod, container.name, view.restarts) : undefined;
    return {
      name: container.name,
      state:
        init || initialized || view.attempted
          ? stateOf(view.state, pod, container.name)
          : { waiting: { reason: 'PodInitializing' } },
      lastState: view.last === undefined ? {} : { terminated: terminated(view.last, pod, container.name) },
      ready: init && !isSidecar(container) ? isPassed(container, view) : view.ready,
      restartCount: view.restarts,
      image,
      imageID: view.attempted ? image : '',
      ...(id === undefined ? {} : { containerID: id }),
      started: view.started,
    };
  });
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
  const digest = createHash('sha256').update(`${pod.metadata.uid}/${name}/${attempt}`).digest('hex');
  return `sandbox://${digest}`;
}
