import { expect, test } from 'vitest';
import type { Pod } from '../kinds/pod.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';
import { rankForDeletion } from './pod-ranking.js';

function replicaSet(replicas: number): Parameters<VirtualCluster['create']>[1] {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'rs' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'x' } },
      template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'app:1' }] } },
    },
  };
}

test('adopts pods that match, lets go those that match no longer', async () => {
  const cluster = new VirtualCluster();
  cluster.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stray', labels: { app: 'x' } },
    spec: { containers: [{ name: 'c', image: 'app:1' }] },
  });
  cluster.create('replicasets.apps', replicaSet(2));
  await cluster.clock.advance(500);
  expect(cluster.pods()).toHaveLength(2);
  expect(cluster.get('pods', 'stray')?.metadata.ownerReferences).toMatchObject([
    { kind: 'ReplicaSet', name: 'rs' },
  ]);
  cluster.change('pods', 'stray', (pod) => {
    pod.metadata.labels = { app: 'y' };
  });
  await cluster.clock.advance(500);
  expect(cluster.get('pods', 'stray')?.metadata).not.toHaveProperty('ownerReferences');
  expect(cluster.pods()).toHaveLength(3);
  expect(cluster.get('replicasets.apps', 'rs')?.status).toMatchObject({ replicas: 2, readyReplicas: 2 });
});

test('scales up and down, with events', async () => {
  const cluster = new VirtualCluster();
  cluster.create('replicasets.apps', replicaSet(3));
  await cluster.clock.advance(500);
  cluster.change('replicasets.apps', 'rs', (object) => {
    object.spec = { ...(object.spec as object), replicas: 1 };
  });
  await cluster.clock.advance(500);
  expect(cluster.pods()).toHaveLength(1);
  const reasons = cluster.eventsOf('rs').map((each) => each.split(':')[0]);
  expect(reasons).toEqual([
    'SuccessfulCreate',
    'SuccessfulCreate',
    'SuccessfulCreate',
    'SuccessfulDelete',
    'SuccessfulDelete',
  ]);
});

test('pods that ended are replaced', async () => {
  const cluster = new VirtualCluster();
  cluster.create('replicasets.apps', replicaSet(1));
  await cluster.clock.advance(500);
  const [first] = cluster.pods();
  cluster.change('pods', first?.metadata.name ?? '', (object) => {
    object.status = { ...(object.status as object), phase: 'Failed' };
  });
  await cluster.clock.advance(500);
  expect(cluster.pods()).toHaveLength(2);
});

const now = Date.parse('2026-01-01T01:00:00Z');
const base = {
  ready: true,
  readySince: '2026-01-01T00:00:00Z',
  created: '2026-01-01T00:00:00Z',
  restarts: 0,
};

function candidate(
  name: string,
  over: Partial<typeof base> & { node?: string; phase?: string; cost?: string } = {},
): Pod {
  const { ready, readySince, created, restarts, node = 'n', phase = 'Running', cost } = { ...base, ...over };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: created,
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { nodeName: node, containers: [] },
    status: {
      phase: phase as 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: readySince }],
      containerStatuses: [
        {
          name: 'c',
          restartCount: restarts,
          ready,
          started: true,
          state: {},
          lastState: {},
          image: '',
          imageID: '',
        },
      ],
    },
  };
}

test.each([
  ['not assigned before assigned', { node: '' }, {}],
  ['pending before running', { phase: 'Pending' }, {}],
  ['not ready before ready', { ready: false }, {}],
  ['lower cost first', { cost: '-5' }, { cost: '10' }],
  ['ready for a shorter time first', { readySince: '2026-01-01T00:59:00Z' }, {}],
  ['more restarts first', { restarts: 3 }, {}],
  ['newer first', { created: '2026-01-01T00:59:50Z' }, {}],
] as const)('deletion order: %s', (_title, first, second) => {
  const pods = [candidate('stays', second), candidate('goes', first)];
  expect(rankForDeletion(pods, pods, now).map((pod) => pod.metadata.name)).toEqual(['goes', 'stays']);
});

test('deletion order: crowded nodes first', () => {
  const pods = [
    candidate('alone', { node: 'a' }),
    candidate('one', { node: 'b' }),
    candidate('two', { node: 'b' }),
  ];
  expect(rankForDeletion(pods, pods, now).at(-1)?.metadata.name).toBe('alone');
});
