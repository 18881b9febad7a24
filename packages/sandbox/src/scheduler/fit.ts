import type { KubeNode, Taint } from '../kinds/node.js';
import type { NodeSelector, Pod, PodSpec, Toleration } from '../kinds/pod.js';
import { quantity } from '../kinds/quantity.js';
import { matchesLabels, meets } from '../kinds/selector.js';

/** Why a pod can't go to a node, in the real scheduler's words; nothing where it can. */
export function misfit(pod: Pod, node: KubeNode, onNode: readonly Pod[]): string | undefined {
  const tolerations = pod.spec.tolerations ?? [];
  // A DaemonSet's pods tolerate the taint; the flag alone would keep them off.
  const cordoned: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (node.spec.unschedulable === true && !tolerated(cordoned, tolerations))
    return 'node(s) were unschedulable';
  const taint = (node.spec.taints ?? []).find(
    (each) => each.effect !== 'PreferNoSchedule' && !tolerated(each, tolerations),
  );
  if (taint !== undefined) return `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
  if (!selectsNode(pod.spec, node)) return "node(s) didn't match Pod's node affinity/selector";
  return lacking(pod, node, onNode);
}

function tolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some(
    ({ key, operator, value, effect }) =>
      (effect === undefined || effect === '' || effect === taint.effect) &&
      (key === undefined || key === '' || key === taint.key) &&
      (operator === 'Exists' || ((value ?? '') === (taint.value ?? '') && Boolean(key))),
  );
}

function selectsNode(spec: PodSpec, node: KubeNode): boolean {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    matchesLabels(spec.nodeSelector, node.metadata.labels) &&
    (required === undefined || matchesTerms(required, node))
  );
}

/** Terms are alternatives; within one all expressions must hold. An empty term matches nothing. */
function matchesTerms({ nodeSelectorTerms }: NodeSelector, node: KubeNode): boolean {
  return nodeSelectorTerms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    return (
      matchExpressions.every((each) => meets(each, node.metadata.labels)) &&
      matchFields.every((each) => meets(each, { 'metadata.name': node.metadata.name }))
    );
  });
}

function lacking(pod: Pod, node: KubeNode, onNode: readonly Pod[]): string | undefined {
  const room = node.status?.allocatable ?? {};
  if (onNode.length + 1 > quantity(room.pods ?? '110')) return 'Too many pods';
  for (const resource of ['cpu', 'memory']) {
    const asked = requested(pod.spec, resource);
    if (asked === 0) continue;
    const used = onNode.reduce((sum, each) => sum + requested(each.spec, resource), 0);
    if (used + asked > quantity(room[resource])) return `Insufficient ${resource}`;
  }
  return undefined;
}

/** What a pod asks for: the sum over its containers, or more where an init container asks for more. */
function requested(spec: PodSpec, resource: string): number {
  const of = (container: PodSpec['containers'][number]): number =>
    quantity(container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource]);
  const together = spec.containers.reduce((sum, container) => sum + of(container), 0);
  return Math.max(together, ...(spec.initContainers ?? []).map(of));
}
