import { expect, test } from 'vitest';
import { VirtualCluster } from '../testing/virtual-cluster.js';
import { allDeployments, availability } from './availability.js';
import { waitUntilAvailable } from './wait-until-available.js';

function deploy(cluster: VirtualCluster, name: string, image: string, readinessProbe?: object): void {
  cluster.create('deployments.apps', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'c', image, ...(readinessProbe === undefined ? {} : { readinessProbe }) }],
        },
      },
    },
  });
}

function wait(cluster: VirtualCluster) {
  const progress: string[] = [];
  const outcome: { error?: string; done?: boolean } = {};
  const controller = new AbortController();
  waitUntilAvailable(allDeployments(cluster.store), {
    store: cluster.store,
    clock: cluster.clock,
    progress: (message) => progress.push(message),
    lastLines: async ({ container, attempt }) => [`${container} ${attempt}`, 'boom'],
    signal: controller.signal,
  }).then(
    () => {
      outcome.done = true;
    },
    (reason: unknown) => {
      outcome.error = String(reason);
    },
  );
  return { progress, outcome, controller };
}

test('resolves when all are available, and says what it waits for', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.slow = { readyAfterMs: 4500 };
  deploy(cluster, 'fast', 'fast:1');
  deploy(cluster, 'slow', 'slow:1', { tcpSocket: { port: 1 }, periodSeconds: 1 });
  const { progress, outcome } = wait(cluster);
  await cluster.clock.advance(3000);
  expect(outcome).toEqual({});
  expect(progress).toEqual([
    expect.stringMatching(/^Waiting for deployment\/slow \(0 of 1 available; slow-\w+-\w+: not ready yet\)$/),
  ]);
  await cluster.clock.advance(3000);
  expect(outcome).toEqual({ done: true });
});

test('an image that is not known: said at once', async () => {
  const cluster = new VirtualCluster();
  deploy(cluster, 'web', 'missing:1');
  const { outcome } = wait(cluster);
  await cluster.clock.advance(100);
  expect(outcome.error).toContain("deployment/web can't become available: no image missing:1");
});

test('a program that dies at once: with its last lines, after the second restart', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { endsAfterMs: 100, exitCode: 7 };
  deploy(cluster, 'web', 'app:1');
  const { outcome } = wait(cluster);
  await cluster.clock.advance(5000);
  expect(outcome).toEqual({});
  await cluster.clock.advance(10_000);
  expect(outcome.error).toMatch(
    /CrashLoopBackOff: container c of pod web-\w+-\w+ ended with exit code 7\nIts last lines:\n {4}c 2\n {4}boom$/,
  );
});

test('a program that can not even be started: said at once', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { failsToStart: 'exec: "app": executable file not found in $PATH' };
  deploy(cluster, 'web', 'app:1');
  const { outcome } = wait(cluster);
  await cluster.clock.advance(1000);
  expect(outcome.error).toContain('can not be started: exec: "app": executable file not found in $PATH');
});

test('one that fails once because another is not there yet comes up after all', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { endsAfterMs: 100, exitCode: 1 };
  deploy(cluster, 'web', 'app:1');
  const { outcome } = wait(cluster);
  await cluster.clock.advance(1000);
  cluster.runtime.programs.app = {};
  await cluster.clock.advance(15_000);
  expect(outcome).toEqual({ done: true });
});

test('an end of the wait from outside', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.slow = { readyAfterMs: 60_000 };
  deploy(cluster, 'slow', 'slow:1', { tcpSocket: { port: 1 }, periodSeconds: 1 });
  const { outcome, controller } = wait(cluster);
  await cluster.clock.advance(1000);
  controller.abort(new Error('enough'));
  await cluster.clock.advance(0);
  expect(outcome.error).toBe('Error: enough');
});

test('what a name that does not exist is waited for', () => {
  const cluster = new VirtualCluster();
  expect(availability({ kind: 'pod', namespace: 'default', name: 'x' }, cluster.store)).toEqual({
    kind: 'waiting',
    for: 'it to be made',
  });
});
