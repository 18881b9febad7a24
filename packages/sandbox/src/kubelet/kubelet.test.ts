import { expect, test } from 'vitest';
import { VirtualCluster } from '../controllers/virtual-cluster.js';
import { asPod, type Container, type Pod, type PodSpec } from '../kinds/pod.js';

type SpecOverrides = { containers?: Partial<Container>[] } & Omit<Partial<PodSpec>, 'containers'>;

function create(cluster: VirtualCluster, spec: SpecOverrides = {}): void {
  const containers = (spec.containers ?? [{}]).map((each, index) => ({
    name: index === 0 ? 'c' : `c${index}`,
    image: 'app:1',
    ...each,
  }));
  cluster.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { ...spec, containers },
  });
}

function pod(cluster: VirtualCluster): Pod {
  const found = cluster.get('pods', 'p');
  if (found === undefined) throw new Error('no pod');
  return asPod(found);
}

function container(cluster: VirtualCluster) {
  return pod(cluster).status?.containerStatuses?.[0];
}

function ready(cluster: VirtualCluster): string | undefined {
  return pod(cluster).status?.conditions?.find((each) => each.type === 'Ready')?.status;
}

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

test('readiness follows the probe; failures are events', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { readyAfterMs: 2500 };
  create(cluster, {
    containers: [{ readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } }],
  });
  await cluster.clock.advance(2000);
  expect(ready(cluster)).toBe('False');
  expect(container(cluster)).toMatchObject({ ready: false, started: true });
  await cluster.clock.advance(1500);
  expect(ready(cluster)).toBe('True');
  expect(cluster.eventsOf('p')).toContainEqual('Unhealthy: Readiness probe failed: tcp: connection refused');
  cluster.runtime.probeFailure = 'HTTP probe failed with statuscode: 500';
  await cluster.clock.advance(2000);
  expect(ready(cluster)).toBe('True');
  await cluster.clock.advance(2000);
  expect(ready(cluster)).toBe('False');
});

test('a failing liveness probe restarts the container', async () => {
  const cluster = new VirtualCluster();
  create(cluster, {
    containers: [{ livenessProbe: { exec: { command: ['check'] }, periodSeconds: 1, failureThreshold: 2 } }],
  });
  await cluster.clock.advance(1500);
  cluster.runtime.probeFailure = 'no';
  await cluster.clock.advance(2000);
  cluster.runtime.probeFailure = undefined;
  await cluster.clock.advance(1000);
  expect(container(cluster)).toMatchObject({ restartCount: 1, state: { running: {} } });
  expect(container(cluster)?.lastState.terminated?.exitCode).toBe(143);
  expect(cluster.eventsOf('p')).toContainEqual(
    'Killing: Container c failed liveness probe, will be restarted',
  );
  expect(cluster.runtime.stops).toEqual(['c 30000']);
});

test('a startup probe holds back the others', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { readyAfterMs: 5000 };
  create(cluster, {
    containers: [
      {
        startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 1, failureThreshold: 30 },
        livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1, failureThreshold: 1 },
      },
    ],
  });
  await cluster.clock.advance(4000);
  expect(container(cluster)).toMatchObject({ started: false, ready: false, restartCount: 0 });
  await cluster.clock.advance(3000);
  expect(container(cluster)).toMatchObject({ started: true, ready: true, restartCount: 0 });
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

test('what a container gets: environment, command, working folder, volumes, log', async () => {
  const cluster = new VirtualCluster();
  cluster.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'conf' },
    data: { k: 'v', 'app.ini': 'x=1' },
  });
  cluster.create('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'my-db' },
    spec: { clusterIP: '10.96.0.7', ports: [{ name: 'sql', port: 5432 }] },
  });
  create(cluster, {
    containers: [
      {
        args: ['--name=$(NAME)', '$$(NAME)', '$(NOPE)'],
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'k' } } },
          { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
          { name: 'D', value: '$(A)-x $(MY_DB_SERVICE_PORT)' },
          { name: 'OPTIONAL', valueFrom: { configMapKeyRef: { name: 'no', key: 'k', optional: true } } },
        ],
        envFrom: [{ prefix: 'C_', configMapRef: { name: 'conf' } }],
        volumeMounts: [
          { name: 'v', mountPath: '/etc/conf' },
          { name: 'e', mountPath: '/data' },
        ],
      },
    ],
    volumes: [
      { name: 'v', configMap: { name: 'conf' } },
      { name: 'e', emptyDir: {} },
    ],
  });
  await cluster.clock.advance(1000);
  const uid = pod(cluster).metadata.uid;
  expect(cluster.runtime.started).toMatchObject([
    {
      command: ['app', '--name=p', '$(NAME)', '$(NOPE)'],
      workingDir: '/work',
      env: {
        PATH: '/usr/bin',
        HOSTNAME: 'p',
        A: 'v',
        NAME: 'p',
        IP: '10.244.0.2',
        D: 'v-x 5432',
        C_k: 'v',
        MY_DB_SERVICE_HOST: '10.96.0.7',
        MY_DB_SERVICE_PORT_SQL: '5432',
        MY_DB_PORT_5432_TCP: 'tcp://10.96.0.7:5432',
        KUBERNETES_SERVICE_HOST: '10.96.0.1',
      },
      mounts: [
        { source: `/volumes/${uid}/v`, target: '/etc/conf', readOnly: true },
        { source: `/volumes/${uid}/e`, target: '/data', readOnly: false },
      ],
      logFile: `/logs/${uid}/c/0.log`,
    },
  ]);
  expect(cluster.runtime.started[0]?.env).not.toHaveProperty('OPTIONAL');
  expect(cluster.files.get(`/volumes/${uid}/v/app.ini`)).toBe('x=1');
});

test('what is missing is waited for', async () => {
  const cluster = new VirtualCluster();
  create(cluster, { containers: [{ envFrom: [{ configMapRef: { name: 'late' } }] }] });
  await cluster.clock.advance(1000);
  expect(container(cluster)?.state.waiting).toEqual({
    reason: 'CreateContainerConfigError',
    message: 'configmap "late" not found',
  });
  cluster.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' }, data: {} });
  await cluster.clock.advance(10_000);
  expect(container(cluster)?.state.running).toBeDefined();
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
