import { expect, test } from 'vitest';
import { VirtualCluster } from '../testing/virtual-cluster.js';

function namespace(cluster: VirtualCluster) {
  return cluster.store.get({ resource: 'namespaces', namespace: '', name: 'team' });
}

async function withNamespace(): Promise<VirtualCluster> {
  const cluster = new VirtualCluster();
  cluster.store.create('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'team' },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
  await cluster.clock.settle();
  return cluster;
}

test('the four namespaces of every cluster, and what is in each', async () => {
  const cluster = await withNamespace();
  expect(cluster.store.list('namespaces').items.map((each) => each.metadata.name)).toEqual([
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
    'team',
  ]);
  expect(cluster.get('configmaps', 'kube-root-ca.crt', 'team')?.data).toEqual({ 'ca.crt': 'PEM' });
  cluster.store.delete({ resource: 'configmaps', namespace: 'team', name: 'kube-root-ca.crt' });
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'kube-root-ca.crt', 'team')).toBeDefined();
});

test('a deleted namespace takes what is in it', async () => {
  const cluster = await withNamespace();
  cluster.runtime.programs.app = { stopsInMs: 1000 };
  cluster.store.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'team' },
    spec: { containers: [{ name: 'c', image: 'app:1' }] },
  });
  await cluster.clock.advance(1000);
  cluster.store.delete({ resource: 'namespaces', namespace: '', name: 'team' });
  await cluster.clock.advance(500);
  expect(namespace(cluster)?.status).toMatchObject({
    phase: 'Terminating',
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'NamespaceContentRemaining',
        status: 'True',
        message: 'Some resources are remaining: pods. has 1 resource instances',
      }),
      expect.objectContaining({ type: 'NamespaceFinalizersRemaining', status: 'False' }),
    ]),
  });
  await cluster.clock.advance(2000);
  expect(namespace(cluster)).toBeUndefined();
  expect(cluster.store.list('events', 'team').items).toEqual([]);
  expect(cluster.errors).toEqual([]);
});

test('a finalizer holds the namespace', async () => {
  const cluster = await withNamespace();
  cluster.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'h', namespace: 'team', finalizers: ['example.com/hold'] },
  });
  cluster.store.delete({ resource: 'namespaces', namespace: '', name: 'team' });
  await cluster.clock.advance(500);
  expect(namespace(cluster)?.status).toMatchObject({
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        message:
          'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
      }),
    ]),
  });
  const held = cluster.get('configmaps', 'h', 'team');
  if (held !== undefined) {
    const { finalizers: _, ...metadata } = structuredClone(held).metadata;
    cluster.store.update('configmaps', { ...held, metadata });
  }
  await cluster.clock.advance(500);
  expect(namespace(cluster)).toBeUndefined();
});
