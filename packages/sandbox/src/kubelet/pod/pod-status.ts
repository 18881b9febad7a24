import { timestamp } from '../../clock/clock.js';
import { isSidecar, type Pod, type PodStatus } from '../../kinds/pod.js';
import { podQosClass } from '../../kinds/qos.js';
import { containerStatuses, initContainerStatuses } from './container-statuses.js';
import { podConditions } from './pod-conditions.js';
import type { PodPhase, PodView } from './pod-view.js';

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
    ...(pod.spec.initContainers?.length ? { initContainerStatuses: initContainerStatuses(pod, view) } : {}),
    containerStatuses: containerStatuses(pod, view),
    qosClass: pod.status?.qosClass ?? podQosClass(pod.spec),
  };
}

/** As the real one: pending until every container has been started; over when none runs and none will again. */
function podPhase(pod: Pod, view: PodView): PodPhase {
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
