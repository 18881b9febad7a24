import { expect, test } from 'vitest';
import { asNode } from '../kinds/node.js';
import { asPod, type PodSpec } from '../kinds/pod.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

function create(cluster: VirtualCluster, spec: Partial<PodSpec>, name = 'p'): void {
  const containers = [{ name: 'c', image: 'registry.k8s.io/pause:3.9' }];
  cluster.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers, ...spec },
  });
}

function pod(cluster: VirtualCluster, name = 'p') {
  const found = cluster.get('pods', name);
  if (found === undefined) throw new Error('no pod');
  return asPod(found);
}

function changeNode(cluster: VirtualCluster, edit: (node: ReturnType<typeof asNode>) => void): void {
  const node = cluster.store.get({ resource: 'nodes', namespace: '', name: 'sandbox' });
  if (node === undefined) throw new Error('no node');
  const copy = structuredClone(asNode(node));
  edit(copy);
  cluster.store.update('nodes', copy);
}

test('no node fits: Pending, with the reason; a changed node is tried again', async () => {
  const cluster = new VirtualCluster();
  create(cluster, { nodeSelector: { disk: 'ssd' } });
  await cluster.clock.settle();
  const message =
    "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
  expect(pod(cluster).spec.nodeName).toBeUndefined();
  expect(pod(cluster).status).toMatchObject({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  });
  expect(cluster.eventsOf('p')).toEqual([`FailedScheduling: ${message}`]);
  changeNode(cluster, (node) => {
    node.metadata.labels = { ...node.metadata.labels, disk: 'ssd' };
  });
  await cluster.clock.settle();
  expect(pod(cluster)).toMatchObject({ spec: { nodeName: 'sandbox' }, status: { phase: 'Running' } });
});

test('a cordoned node takes nothing; uncordoned it does', async () => {
  const cluster = new VirtualCluster();
  changeNode(cluster, (node) => {
    node.spec.unschedulable = true;
  });
  await cluster.clock.settle();
  expect(cluster.store.list('nodes').items[0]).toMatchObject({
    spec: { taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
  });
  create(cluster, {});
  create(cluster, { tolerations: [{ operator: 'Exists' }] }, 'tolerant');
  await cluster.clock.settle();
  expect(pod(cluster).status?.conditions?.[0]?.reason).toBe('Unschedulable');
  expect(pod(cluster, 'tolerant').spec.nodeName).toBe('sandbox');
  changeNode(cluster, (node) => {
    delete node.spec.unschedulable;
  });
  await cluster.clock.settle();
  expect(cluster.store.list('nodes').items[0]?.spec).not.toHaveProperty('taints');
  expect(pod(cluster).spec.nodeName).toBe('sandbox');
});

test.each([
  [{ key: 'gpu', operator: 'Exists' }, true],
  [{ key: 'gpu', value: 'yes' }, true],
  [{ key: 'gpu', value: 'no' }, false],
  [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
] as const)('toleration %j of the taint gpu=yes:NoSchedule: %s', async (toleration, fits) => {
  const cluster = new VirtualCluster();
  changeNode(cluster, (node) => {
    node.spec.taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }];
  });
  create(cluster, { tolerations: [toleration] });
  await cluster.clock.settle();
  expect(pod(cluster).spec.nodeName === 'sandbox').toBe(fits);
});

test('requests must fit; room that is freed is used', async () => {
  const cluster = new VirtualCluster();
  const big = {
    containers: [{ name: 'c', image: 'registry.k8s.io/pause:3.9', resources: { requests: { cpu: '3' } } }],
  };
  create(cluster, big, 'first');
  create(cluster, big, 'second');
  await cluster.clock.settle();
  expect(pod(cluster, 'second').status?.conditions?.[0]?.message).toContain('1 Insufficient cpu');
  cluster.store.delete({ resource: 'pods', namespace: 'default', name: 'first' });
  await cluster.clock.settle();
  expect(pod(cluster, 'second').spec.nodeName).toBe('sandbox');
});
