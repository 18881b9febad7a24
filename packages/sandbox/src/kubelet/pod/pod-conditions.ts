import { timestamp } from '../../clock/clock.js';
import { type Condition, isTrue, withCondition } from '../../kinds/condition.js';
import type { Pod } from '../../kinds/pod.js';
import { isPassed, type PodPhase, type PodView } from './pod-view.js';

type Finding = Pick<Condition, 'status' | 'reason' | 'message'>;

/** The kubelet's own conditions, in its order, then those of others as they were. */
export function podConditions(pod: Pod, view: PodView, phase: PodPhase, now: number): Condition[] {
  const containersReady = containersReadiness(pod, view, phase);
  const findings: [string, Finding][] = [
    ['PodReadyToStartContainers', { status: view.podIP === undefined ? 'False' : 'True' }],
    ['Initialized', initialization(pod, view, phase)],
    ['Ready', containersReady.status === 'True' ? readinessGates(pod) : containersReady],
    ['ContainersReady', containersReady],
  ];
  const before = pod.status?.conditions ?? [];
  const own = findings.flatMap(([type, finding]) => {
    const times = { lastProbeTime: null, lastTransitionTime: timestamp(now) };
    const known = before.filter((each) => each.type === type);
    return withCondition(known, { type, ...times, ...finding });
  });
  const types = new Set(own.map(({ type }) => type));
  return [...own, ...before.filter(({ type }) => !types.has(type))];
}

function initialization(pod: Pod, view: PodView, phase: PodPhase): Finding {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (view.initialized) return { status: 'True' };
  const open = (pod.spec.initContainers ?? []).filter((each) => !isPassed(each, view.init.get(each.name)));
  return no('ContainersNotInitialized', `containers with incomplete status: ${names(open)}`);
}

function containersReadiness(pod: Pod, view: PodView, phase: PodPhase): Finding {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready = pod.spec.containers.filter((each) => view.containers.get(each.name)?.ready !== true);
  if (unready.length === 0) return { status: 'True' };
  return no('ContainersNotReady', `containers with unready status: ${names(unready)}`);
}

/** Conditions that others must set before the pod counts as ready (`readinessGates`). */
function readinessGates(pod: Pod): Finding {
  const gates = (pod.spec.readinessGates ?? []) as { conditionType: string }[];
  const closed = gates.filter(({ conditionType }) => !isTrue(pod.status?.conditions, conditionType));
  if (closed.length === 0) return { status: 'True' };
  const why = closed.map(
    ({ conditionType }) => `the status of pod readiness gate "${conditionType}" is not "True", but False`,
  );
  return no('ReadinessGatesNotReady', why.join(', '));
}

function names(containers: readonly { readonly name: string }[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}

function no(reason: string, message: string): Finding {
  return { status: 'False', reason, message };
}
