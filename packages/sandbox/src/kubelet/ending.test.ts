import { expect, test } from 'vitest';
import { container, create, pod } from '../testing/pod-bench.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

test('deletion: SIGTERM, the grace period, then the object goes', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { stopsInMs: 3000 };
  create(cluster, { terminationGracePeriodSeconds: 5 });
  await cluster.clock.advance(1000);
  cluster.store.delete({ resource: 'pods', namespace: 'default', name: 'p' });
  await cluster.clock.advance(2000);
  expect(pod(cluster).metadata.deletionTimestamp).toBeDefined();
  expect(cluster.runtime.stops).toEqual(['c 5000']);
  expect(cluster.eventsOf('p')).toContainEqual('Killing: Stopping container c');
  await cluster.clock.advance(2000);
  expect(cluster.get('pods', 'p')).toBeUndefined();
  expect(cluster.runtime.pods.size).toBe(0);
  expect(cluster.errors).toEqual([]);
});

test('a second deletion shortens the grace period; force takes the object at once and the processes soon', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { stopsInMs: 60_000 };
  const key = { resource: 'pods', namespace: 'default', name: 'p' };
  create(cluster);
  await cluster.clock.advance(1000);
  cluster.store.delete(key);
  await cluster.clock.advance(1000);
  cluster.store.delete(key, { gracePeriodSeconds: 2 });
  await cluster.clock.advance(3000);
  expect(cluster.get('pods', 'p')).toBeUndefined();
  create(cluster);
  await cluster.clock.advance(1000);
  cluster.store.delete(key, { gracePeriodSeconds: 0 });
  expect(cluster.get('pods', 'p')).toBeUndefined();
  await cluster.clock.advance(1500);
  expect(cluster.runtime.running.size).toBe(0);
  expect(cluster.errors).toEqual([]);
});

test('hooks: postStart after the start, preStop on account of the grace period', async () => {
  const cluster = new VirtualCluster();
  create(cluster, {
    terminationGracePeriodSeconds: 10,
    containers: [
      {
        lifecycle: { postStart: { exec: { command: ['hello'] } }, preStop: { sleep: { seconds: 4 } } },
      },
    ],
  });
  await cluster.clock.advance(1000);
  expect(cluster.runtime.execs).toEqual(['hello']);
  cluster.store.delete({ resource: 'pods', namespace: 'default', name: 'p' });
  await cluster.clock.advance(3000);
  expect(cluster.runtime.stops).toEqual([]);
  await cluster.clock.advance(2000);
  expect(cluster.runtime.stops).toEqual(['c 6000']);
  expect(cluster.get('pods', 'p')).toBeUndefined();
});

test('a postStart hook that fails kills the container', async () => {
  const cluster = new VirtualCluster();
  create(cluster, { containers: [{ lifecycle: { postStart: { exec: { command: ['false'] } } } }] });
  await cluster.clock.advance(1000);
  expect(container(cluster)?.restartCount).toBeGreaterThan(0);
  expect(cluster.eventsOf('p').join('\n')).toContain('FailedPostStartHook');
});
