import { expect, test } from 'vitest';
import { container, create, pod, ready } from '../testing/pod-bench.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

test('a placeholder is ready at once and runs nothing', async () => {
  const cluster = new VirtualCluster();
  create(cluster, { containers: [{ image: 'registry.k8s.io/pause:3.9' }] });
  await cluster.clock.settle();
  expect(cluster.errors).toEqual([]);
  expect(pod(cluster)).toMatchObject({
    spec: { nodeName: 'sandbox' },
    status: {
      phase: 'Running',
      podIP: '10.244.0.2',
      podIPs: [{ ip: '10.244.0.2' }],
      hostIP: '10.244.0.1',
      startTime: '2026-01-01T00:00:00Z',
      qosClass: 'BestEffort',
      containerStatuses: [
        {
          name: 'c',
          ready: true,
          started: true,
          restartCount: 0,
          image: 'registry.k8s.io/pause:3.9',
          state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
          lastState: {},
          containerID: expect.stringMatching(/^sandbox:\/\/[0-9a-f]{64}$/),
        },
      ],
    },
  });
  expect(pod(cluster).status?.conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual([
    'PodReadyToStartContainers True',
    'Initialized True',
    'Ready True',
    'ContainersReady True',
    'PodScheduled True',
  ]);
  expect(cluster.runtime.started).toEqual([]);
  expect(cluster.eventsOf('p')).toEqual([
    'Scheduled: Successfully assigned default/p to sandbox',
    'Pulled: Container image "registry.k8s.io/pause:3.9" already present on machine',
    'Created: Created container: c',
    'Started: Started container c',
  ]);
});

test.each([
  ['Always', 0, 'Running', 1],
  ['OnFailure', 0, 'Succeeded', 0],
  ['OnFailure', 1, 'Running', 1],
  ['Never', 0, 'Succeeded', 0],
  ['Never', 1, 'Failed', 0],
] as const)('restartPolicy %s, exit code %i: %s', async (restartPolicy, exitCode, phase, restarts) => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { endsAfterMs: 100, exitCode };
  create(cluster, { restartPolicy });
  await cluster.clock.advance(5000);
  expect(pod(cluster).status?.phase).toBe(phase);
  expect(container(cluster)?.restartCount).toBe(restarts);
  if (phase === 'Succeeded')
    expect(pod(cluster).status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'False', reason: 'PodCompleted' }),
    );
});

test('a placeholder with a command of its own runs it', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.sh = { endsAfterMs: 10, exitCode: 0 };
  create(cluster, {
    restartPolicy: 'Never',
    containers: [{ image: 'registry.k8s.io/pause:3.9', command: ['sh', '-c', 'exit 0'] }],
  });
  await cluster.clock.advance(1000);
  expect(pod(cluster).status).toMatchObject({
    phase: 'Succeeded',
    containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
  });
  expect(cluster.runtime.started[0]?.command).toEqual(['sh', '-c', 'exit 0']);
});

test('init containers run one after the other before the others', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.one = { endsAfterMs: 1000 };
  cluster.runtime.programs.two = { endsAfterMs: 1000 };
  create(cluster, {
    initContainers: [
      { name: 'i1', image: 'one:1' },
      { name: 'side', image: 'side:1', restartPolicy: 'Always' },
      { name: 'i2', image: 'two:1' },
    ],
  });
  await cluster.clock.advance(1500);
  expect(pod(cluster).status).toMatchObject({
    phase: 'Pending',
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'Initialized',
        status: 'False',
        reason: 'ContainersNotInitialized',
        message: 'containers with incomplete status: [i2]',
      }),
    ]),
    containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
  });
  await cluster.clock.advance(1000);
  expect(cluster.runtime.started.map((each) => each.id.container)).toEqual(['i1', 'side', 'i2', 'c']);
  expect(pod(cluster).status?.phase).toBe('Running');
  expect(ready(cluster)).toBe('True');
});

test('an init container that fails keeps the pod from starting', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.one = { endsAfterMs: 100, exitCode: 1 };
  create(cluster, { restartPolicy: 'Never', initContainers: [{ name: 'i', image: 'one:1' }] });
  await cluster.clock.advance(2000);
  expect(pod(cluster).status?.phase).toBe('Failed');
  expect(cluster.runtime.started.map((each) => each.id.container)).toEqual(['i']);
});

test('an unknown image: ErrImagePull, then ImagePullBackOff', async () => {
  const cluster = new VirtualCluster();
  create(cluster, { containers: [{ image: 'missing:1' }] });
  await cluster.clock.settle();
  expect(container(cluster)?.state.waiting).toEqual({
    reason: 'ErrImagePull',
    message: 'no image missing:1',
  });
  await cluster.clock.advance(2000);
  expect(container(cluster)?.state.waiting?.reason).toBe('ImagePullBackOff');
  expect(pod(cluster).status?.phase).toBe('Pending');
  expect(cluster.eventsOf('p').slice(1)).toEqual([
    'Failed: Failed to pull image "missing:1": no image missing:1',
    'Failed: Error: ErrImagePull',
    'BackOff: Back-off pulling image "missing:1"',
    'Failed: Error: ImagePullBackOff',
  ]);
});

test('a program that can not be started', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { failsToStart: 'exec: "app": executable file not found in $PATH' };
  create(cluster);
  await cluster.clock.advance(1000);
  expect(container(cluster)).toMatchObject({
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: {
      terminated: {
        exitCode: 128,
        reason: 'StartError',
        message: 'exec: "app": executable file not found in $PATH',
      },
    },
  });
});
