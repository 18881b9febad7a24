import { timestamp } from '../clock/clock.js';
import { type Cluster, type Controller, keyOf, splitKey } from '../controllers/controller.js';
import { withCondition } from '../kinds/condition.js';
import { asNode, type KubeNode } from '../kinds/node.js';
import { asPod, isPodTerminal, type Pod } from '../kinds/pod.js';
import { misfit } from './fit.js';

const component = 'default-scheduler';

/** Gives pods a node. Pods that fit nowhere are looked at again when a node changes or a pod goes. */
export function scheduler(cluster: Cluster): Controller {
  const { store } = cluster;
  const waiting = (): string[] => store.list('pods').items.filter(isWaiting).map(keyOf);
  return {
    name: component,
    watches: {
      nodes: waiting,
      pods: (pod, _previous, { type }) => {
        if (type === 'DELETED' || isPodTerminal(asPod(pod))) return waiting();
        return isWaiting(pod) ? [keyOf(pod)] : [];
      },
    },
    reconcile(key) {
      const pod = store.get({ resource: 'pods', ...splitKey(key) });
      if (pod !== undefined && isWaiting(pod)) schedule(asPod(pod), cluster);
      return undefined;
    },
  };
}

function isWaiting(object: Parameters<typeof asPod>[0]): boolean {
  const { spec, metadata } = asPod(object);
  return (
    !spec.nodeName &&
    metadata.deletionTimestamp === undefined &&
    (spec.schedulerName ?? component) === component
  );
}

function schedule(pod: Pod, cluster: Cluster): void {
  const { store, events } = cluster;
  const byNode = new Map<string, Pod[]>();
  for (const item of store.list('pods').items) {
    const other = asPod(item);
    if (!other.spec.nodeName || isPodTerminal(other)) continue;
    byNode.set(other.spec.nodeName, [...(byNode.get(other.spec.nodeName) ?? []), other]);
  }
  const nodes = store.list('nodes').items.map(asNode);
  const reasons: string[] = [];
  const fitting: KubeNode[] = [];
  for (const node of nodes) {
    const reason = misfit(pod, node, byNode.get(node.metadata.name) ?? []);
    if (reason === undefined) fitting.push(node);
    else reasons.push(reason);
  }
  // The emptiest node; of equals the first by name.
  const load = (node: KubeNode): number => byNode.get(node.metadata.name)?.length ?? 0;
  const [best] = fitting.sort((left, right) => load(left) - load(right));
  if (best === undefined) {
    refuse(pod, nodes.length, reasons, cluster);
    return;
  }
  bind(pod, best.metadata.name, cluster);
  events.record(pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${best.metadata.name}`,
    component,
    action: 'Binding',
  });
}

/** One update for node and condition: nobody sees a bound pod that is said to be unscheduled. */
function bind(pod: Pod, nodeName: string, { store, clock }: Cluster): void {
  const bound = structuredClone(pod);
  bound.spec.nodeName = nodeName;
  bound.status = {
    ...bound.status,
    conditions: withCondition(bound.status?.conditions, {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: timestamp(clock.now()),
    }),
  };
  store.update('pods', bound);
}

function refuse(pod: Pod, nodes: number, reasons: readonly string[], cluster: Cluster): void {
  const { store, clock, events } = cluster;
  const message = nodes === 0 ? 'no nodes available to schedule pods' : refusal(nodes, reasons);
  const conditions = withCondition(pod.status?.conditions, {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: timestamp(clock.now()),
    reason: 'Unschedulable',
    message,
  });
  const known = pod.status?.conditions?.find((each) => each.type === 'PodScheduled');
  if (known?.status === 'False' && known.message === message) return;
  store.updateStatus('pods', { ...pod, status: { ...pod.status, phase: 'Pending', conditions } });
  events.record(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component,
    action: 'Scheduling',
  });
}

function refusal(nodes: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const listed = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const preemption = `${nodes} Preemption is not helpful for scheduling.`;
  return `0/${nodes} nodes are available: ${listed.join(', ')}. preemption: 0/${nodes} nodes are available: ${preemption}`;
}
