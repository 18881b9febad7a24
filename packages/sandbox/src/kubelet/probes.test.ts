import { expect, test } from 'vitest';
import { container, create, ready } from '../testing/pod-bench.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';

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
