import { expect, test } from 'vitest';
import { container, create, pod } from '../../testing/pod-bench.js';
import { VirtualCluster } from '../../testing/virtual-cluster.js';

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
