import { expect, test } from 'vitest';
import type { ObjectMeta } from '../store/kube-object.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

function config(cluster: VirtualCluster, name: string, metadata: Partial<ObjectMeta> = {}): string {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata } };
  return cluster.create('configmaps', object).metadata.uid;
}

function ownedBy(uid: string, blockOwnerDeletion = false) {
  return [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid, blockOwnerDeletion }];
}

const key = (name: string) => ({ resource: 'configmaps', namespace: 'default', name });

test('Background: dependents go after their owner; a missing owner counts as gone', async () => {
  const cluster = new VirtualCluster();
  const uid = config(cluster, 'owner');
  config(cluster, 'dep', { ownerReferences: ownedBy(uid) });
  config(cluster, 'free');
  config(cluster, 'lost', { ownerReferences: ownedBy('11111111-1111-1111-1111-111111111111') });
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'lost')).toBeUndefined();
  cluster.store.delete(key('owner'), { propagationPolicy: 'Background' });
  expect(cluster.get('configmaps', 'owner')).toBeUndefined();
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'dep')).toBeUndefined();
  expect(cluster.get('configmaps', 'free')).toBeDefined();
});

test('one of two owners gone: the reference to it is dropped', async () => {
  const cluster = new VirtualCluster();
  const one = config(cluster, 'owner');
  const two = config(cluster, 'other');
  config(cluster, 'dep', { ownerReferences: [...ownedBy(one), ...ownedBy(two)] });
  cluster.store.delete(key('owner'));
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'dep')?.metadata.ownerReferences).toEqual(ownedBy(two));
});

test('Foreground: the owner waits for dependents that block it', async () => {
  const cluster = new VirtualCluster();
  const uid = config(cluster, 'owner');
  config(cluster, 'dep', { ownerReferences: ownedBy(uid, true), finalizers: ['example.com/hold'] });
  cluster.store.delete(key('owner'), { propagationPolicy: 'Foreground' });
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'dep')?.metadata.deletionTimestamp).toBeDefined();
  expect(cluster.get('configmaps', 'owner')?.metadata.finalizers).toEqual(['foregroundDeletion']);
  cluster.change('configmaps', 'dep', (object) => {
    delete object.metadata.finalizers;
  });
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'dep')).toBeUndefined();
  expect(cluster.get('configmaps', 'owner')).toBeUndefined();
});

test('Orphan: dependents stay without the owner', async () => {
  const cluster = new VirtualCluster();
  const uid = config(cluster, 'owner');
  config(cluster, 'dep', { ownerReferences: ownedBy(uid) });
  cluster.store.delete(key('owner'), { propagationPolicy: 'Orphan' });
  await cluster.clock.settle();
  expect(cluster.get('configmaps', 'owner')).toBeUndefined();
  expect(cluster.get('configmaps', 'dep')?.metadata).not.toHaveProperty('ownerReferences');
});

test.each(['Background', 'Foreground'] as const)(
  'a Deployment deleted in the %s takes all with it',
  async (policy) => {
    const cluster = new VirtualCluster();
    cluster.runtime.programs.app = { stopsInMs: 1000 };
    cluster.create('deployments.apps', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'c', image: 'app:1' }] },
        },
      },
    });
    await cluster.clock.advance(500);
    expect(cluster.pods()).toHaveLength(2);
    cluster.store.delete(
      { resource: 'deployments.apps', namespace: 'default', name: 'web' },
      { propagationPolicy: policy },
    );
    await cluster.clock.advance(500);
    expect(cluster.get('deployments.apps', 'web') === undefined).toBe(policy === 'Background');
    expect(cluster.pods()).toHaveLength(2);
    await cluster.clock.advance(2000);
    expect(cluster.get('deployments.apps', 'web')).toBeUndefined();
    expect(cluster.store.list('replicasets.apps').items).toEqual([]);
    expect(cluster.pods()).toEqual([]);
    expect(cluster.runtime.running.size).toBe(0);
    expect(cluster.errors).toEqual([]);
  },
);
