import { expect, test } from 'vitest';
import { isPodActive, isPodReady } from '../../kinds/pod.js';
import { asDeployment, asReplicaSet, type Deployment, type ReplicaSet } from '../../kinds/workload.js';
import { VirtualCluster } from '../../testing/virtual-cluster.js';

function web(spec: Partial<Deployment['spec']> = {}, image = 'registry.k8s.io/pause:3.9') {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } },
      ...spec,
    },
  };
}

function deployment(cluster: VirtualCluster): Deployment {
  const found = cluster.get('deployments.apps', 'web');
  if (found === undefined) throw new Error('no deployment');
  return asDeployment(found);
}

function replicaSets(cluster: VirtualCluster): ReplicaSet[] {
  return cluster.store.list('replicasets.apps', 'default').items.map(asReplicaSet);
}

const revision = 'deployment.kubernetes.io/revision';

test('a Deployment becomes available, with owners, revision and absent zeros', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web());
  await cluster.clock.advance(2000);
  expect(cluster.errors).toEqual([]);
  const { status, metadata } = deployment(cluster);
  expect(metadata.generation).toBe(1);
  expect(metadata.annotations).toMatchObject({ [revision]: '1' });
  expect(status).toMatchObject({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    conditions: [
      { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
    ],
  });
  expect(status).not.toHaveProperty('unavailableReplicas');
  expect(replicaSets(cluster)).toMatchObject([
    {
      metadata: {
        annotations: {
          [revision]: '1',
          'deployment.kubernetes.io/desired-replicas': '2',
          'deployment.kubernetes.io/max-replicas': '3',
        },
        ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true, blockOwnerDeletion: true }],
      },
      spec: { replicas: 2 },
      status: { replicas: 2, readyReplicas: 2, availableReplicas: 2, fullyLabeledReplicas: 2 },
    },
  ]);
  expect(cluster.pods()).toMatchObject([
    { status: { phase: 'Running' }, metadata: { ownerReferences: [{ kind: 'ReplicaSet' }] } },
    { status: { phase: 'Running' } },
  ]);
  expect(cluster.eventsOf('web')).toEqual([
    expect.stringMatching(/^ScalingReplicaSet: Scaled up replica set web-[a-z0-9]+ from 0 to 2$/),
  ]);
});

test('a new template rolls out within the limits and keeps history', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { readyAfterMs: 3000 };
  const spec = web({
    replicas: 4,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
  });
  const [container] = spec.spec.template.spec.containers;
  Object.assign(container ?? {}, {
    image: 'app:1',
    readinessProbe: { tcpSocket: { port: 1 }, periodSeconds: 1 },
  });
  cluster.create('deployments.apps', spec);
  await cluster.clock.advance(10_000);
  expect(deployment(cluster).status?.availableReplicas).toBe(4);
  const wanted: number[] = [];
  const available: number[] = [];
  cluster.store.watch('replicasets.apps', () => {
    wanted.push(replicaSets(cluster).reduce((sum, each) => sum + (each.spec.replicas ?? 0), 0));
  });
  cluster.store.watch('pods', () => {
    available.push(cluster.pods().filter((pod) => isPodActive(pod) && isPodReady(pod)).length);
  });
  cluster.change('deployments.apps', 'web', (object) => {
    const [first] = asDeployment(object).spec.template.spec.containers;
    if (first !== undefined) first.image = 'app:2';
  });
  await cluster.clock.advance(120_000);
  expect(deployment(cluster)).toMatchObject({
    metadata: { annotations: { [revision]: '2' } },
    status: { replicas: 4, updatedReplicas: 4, availableReplicas: 4 },
  });
  expect(
    replicaSets(cluster)
      .map((each) => [each.metadata.annotations?.[revision], each.spec.replicas])
      .sort(),
  ).toEqual([
    ['1', 0],
    ['2', 4],
  ]);
  expect(Math.max(...wanted)).toBe(5);
  expect(Math.min(...available)).toBe(3);
});

test('Recreate takes the old pods down before the new ones come', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { stopsInMs: 5000 };
  cluster.create('deployments.apps', web({ strategy: { type: 'Recreate' } }, 'app:1'));
  await cluster.clock.advance(1000);
  cluster.change('deployments.apps', 'web', (object) => {
    const [first] = asDeployment(object).spec.template.spec.containers;
    if (first !== undefined) first.image = 'app:2';
  });
  await cluster.clock.advance(3000);
  expect(cluster.pods().map((pod) => pod.metadata.deletionTimestamp !== undefined)).toEqual([true, true]);
  await cluster.clock.advance(10_000);
  expect(cluster.pods().map((pod) => pod.spec.containers[0]?.image)).toEqual(['app:2', 'app:2']);
  expect(deployment(cluster).status?.availableReplicas).toBe(2);
});

test('back to an earlier template: its ReplicaSet is used again with the highest revision', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web());
  await cluster.clock.advance(1000);
  const [first] = replicaSets(cluster);
  for (const image of ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.9']) {
    cluster.change('deployments.apps', 'web', (object) => {
      const [container] = asDeployment(object).spec.template.spec.containers;
      if (container !== undefined) container.image = image;
    });
    await cluster.clock.advance(60_000);
  }
  expect(deployment(cluster).metadata.annotations?.[revision]).toBe('3');
  expect(cluster.get('replicasets.apps', first?.metadata.name ?? '')).toMatchObject({
    metadata: { annotations: { [revision]: '3', 'deployment.kubernetes.io/revision-history': '1' } },
    spec: { replicas: 2 },
  });
});

test('paused: no rollout, but scaling; resumed: the rollout', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web({ replicas: 1 }));
  await cluster.clock.advance(1000);
  cluster.change('deployments.apps', 'web', (object) => {
    asDeployment(object).spec.paused = true;
  });
  await cluster.clock.advance(1000);
  expect(deployment(cluster).status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' }),
  );
  cluster.change('deployments.apps', 'web', (object) => {
    asDeployment(object).spec.template.metadata = { labels: { app: 'web' }, annotations: { x: '1' } };
    asDeployment(object).spec.replicas = 2;
  });
  await cluster.clock.advance(1000);
  expect(replicaSets(cluster)).toHaveLength(1);
  expect(deployment(cluster).status).toMatchObject({ availableReplicas: 2, observedGeneration: 3 });
  cluster.change('deployments.apps', 'web', (object) => {
    delete asDeployment(object).spec.paused;
  });
  await cluster.clock.advance(60_000);
  expect(deployment(cluster)).toMatchObject({
    metadata: { annotations: { [revision]: '2' } },
    status: { updatedReplicas: 2, replicas: 2 },
  });
});

test('scaled to zero the counts are absent; a deleted pod is replaced', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web({ replicas: 1 }));
  await cluster.clock.advance(1000);
  const [pod] = cluster.pods();
  cluster.store.delete({ resource: 'pods', namespace: 'default', name: pod?.metadata.name ?? '' });
  await cluster.clock.advance(1000);
  expect(cluster.pods()).toHaveLength(1);
  expect(cluster.pods()[0]?.metadata.uid).not.toBe(pod?.metadata.uid);
  cluster.change('deployments.apps', 'web', (object) => {
    asDeployment(object).spec.replicas = 0;
  });
  await cluster.clock.advance(1000);
  expect(cluster.pods()).toEqual([]);
  const { status } = deployment(cluster);
  expect(Object.keys(status ?? {}).sort()).toEqual(['conditions', 'observedGeneration']);
});

test('a rollout that gets no further is said to be late', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web({ progressDeadlineSeconds: 30 }, 'missing:1'));
  await cluster.clock.advance(20_000);
  expect(deployment(cluster).status).toMatchObject({
    unavailableReplicas: 2,
    conditions: expect.arrayContaining([
      expect.objectContaining({ type: 'Available', status: 'False' }),
      expect.objectContaining({ type: 'Progressing', status: 'True' }),
    ]),
  });
  await cluster.clock.advance(20_000);
  expect(deployment(cluster).status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }),
  );
});

test('old ReplicaSets beyond the history limit go', async () => {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', web({ replicas: 1, revisionHistoryLimit: 1 }));
  for (const x of ['1', '2', '3']) {
    await cluster.clock.advance(60_000);
    cluster.change('deployments.apps', 'web', (object) => {
      asDeployment(object).spec.template.metadata = { labels: { app: 'web' }, annotations: { x } };
    });
  }
  await cluster.clock.advance(60_000);
  expect(
    replicaSets(cluster)
      .map((each) => each.metadata.annotations?.[revision])
      .sort(),
  ).toEqual(['3', '4']);
});
