import { conditionOf } from '../kinds/condition.js';
import { isPodReady, type Pod } from '../kinds/pod.js';

/**
 * Which pods a ReplicaSet gives up first, as the real controller ranks them: not assigned before assigned, pending before
 * running, not ready before ready, lower `pod-deletion-cost`, more siblings on the node, ready for a shorter time
 * (on a scale of powers of two), more restarts, newer.
 */
export function rankForDeletion(pods: readonly Pod[], related: readonly Pod[], now: number): Pod[] {
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const ranks = new Map(
    pods.map((pod) => [pod, ranksOf(pod, onNode.get(pod.spec.nodeName ?? '') ?? 0, now)]),
  );
  return [...pods].sort((left, right) => {
    const a = ranks.get(left) ?? [];
    const b = ranks.get(right) ?? [];
    const at = a.findIndex((rank, index) => rank !== b[index]);
    return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
  });
}

const phaseRank: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Lower goes first, from the most important rank to the least. */
function ranksOf(pod: Pod, siblingsOnNode: number, now: number): number[] {
  const ready = isPodReady(pod);
  return [
    pod.spec.nodeName ? 1 : 0,
    phaseRank[pod.status?.phase ?? 'Pending'] ?? 0,
    ready ? 1 : 0,
    deletionCost(pod),
    -siblingsOnNode,
    ready ? timeRank(conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime, now) : 0,
    -restarts(pod),
    timeRank(pod.metadata.creationTimestamp, now),
  ];
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'];
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : 0;
}

/** The logarithm of the age: pods of about the same age count as equal, so that not always the newest goes. */
function timeRank(since: string | undefined, now: number): number {
  if (since === undefined) return 0;
  const seconds = Math.max(0, (now - Date.parse(since)) / 1000);
  return seconds < 1 ? 0 : Math.floor(Math.log2(seconds)) + 1;
}

/** The greatest number, not the sum, of restarts of a container. */
function restarts(pod: Pod): number {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return Math.max(0, ...statuses.map((status) => status.restartCount));
}
