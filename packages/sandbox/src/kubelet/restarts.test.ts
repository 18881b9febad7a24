import { expect, test } from 'vitest';
import { container, create, pod } from '../testing/pod-bench.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

test('a program that ends at once: restarts with 10 s doubling to 5 minutes', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { endsAfterMs: 100, exitCode: 3 };
  create(cluster);
  await cluster.clock.advance(1000);
  expect(container(cluster)).toMatchObject({
    ready: false,
    restartCount: 1,
    state: {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 10s restarting failed container=c pod=p_default(${pod(cluster).metadata.uid})`,
      },
    },
    lastState: { terminated: { exitCode: 3, reason: 'Error' } },
  });
  expect(pod(cluster).status?.phase).toBe('Running');
  const starts: number[] = [];
  const began = cluster.clock.now();
  for (let second = 0; second < 1500; second++) {
    const before = cluster.runtime.started.length;
    await cluster.clock.advance(1000);
    if (cluster.runtime.started.length > before)
      starts.push(Math.round((cluster.clock.now() - began) / 1000));
  }
  const gaps = starts.map((at, index) => at - (starts[index - 1] ?? 0));
  expect(gaps.slice(0, 7)).toEqual([10, 20, 40, 80, 160, 300, 300]);
  expect(cluster.eventsOf('p')).toContainEqual(
    `BackOff: Back-off restarting failed container c in pod p_default(${pod(cluster).metadata.uid})`,
  );
});

test('the speed of sandbox.yaml shortens the back-off', async () => {
  const cluster = new VirtualCluster({ backOffSpeed: 10 });
  cluster.runtime.programs.app = { endsAfterMs: 100, exitCode: 1 };
  create(cluster);
  await cluster.clock.advance(1300);
  expect(container(cluster)).toMatchObject({ restartCount: 2 });
});
