import { afterEach, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../../testing/definition-bench.js';

let bench: DefinitionBench | undefined;
afterEach(() => bench?.close());

const path = 'GET /apis/apps/v1/namespaces/default/deployments';
const full = 'chaosk8s.deployment.probes.deployment_fully_available';
const notFull = 'chaosk8s.deployment.probes.deployment_not_fully_available';
const deployment = (
  ready: number | undefined,
  more: { replicas?: number; generation?: number; observed?: number } = {},
) => ({
  metadata: { name: 'web', generation: more.generation ?? 1 },
  spec: { replicas: more.replicas ?? 2 },
  status: { readyReplicas: ready, observedGeneration: more.observed ?? 1 },
});
const event = (type: string, object: object) => ({ type, object });

test('waits for the event that fits', async () => {
  bench = await startBench({
    [path]: { events: [event('ADDED', deployment(1)), event('MODIFIED', deployment(2))], open: true },
  });
  expect(await bench.run(full, { name: 'web', label_selector: 'app={name}' })).toBe(true);
  expect(bench.stub.seen[0]?.query).toMatchObject({
    watch: 'true',
    fieldSelector: 'metadata.name=web',
    labelSelector: 'app=web',
  });
});

test('a status of an older spec does not count as full', async () => {
  const events = [
    event('ADDED', deployment(2, { generation: 2 })),
    event('MODIFIED', deployment(2, { generation: 2, observed: 2 })),
  ];
  bench = await startBench({ [path]: { events, open: true } });
  expect(await bench.run(full, { name: 'web' })).toBe(true);
});

test('an ended or outdated watch is followed by a list and another watch', async () => {
  bench = await startBench({
    [path]: [
      { events: [event('ADDED', deployment(1))] },
      { json: { metadata: { resourceVersion: '5' }, items: [deployment(1)] } },
      { events: [event('ERROR', { code: 410, reason: 'Expired' })] },
      { json: { metadata: { resourceVersion: '9' }, items: [deployment(2)] } },
    ],
  });
  expect(await bench.run(full, { name: 'web' })).toBe(true);
  expect(bench.stub.seen[2]?.query.resourceVersion).toBe('5');
});

test.each([
  ['zero replicas are full', full, [event('ADDED', deployment(undefined, { replicas: 0 }))]],
  ['a deletion is not full', notFull, [event('ADDED', deployment(2)), event('DELETED', deployment(2))]],
])('%s', async (_, func, events) => {
  bench = await startBench({ [path]: { events, open: true } });
  expect(await bench.run(func, { name: 'web' })).toBe(true);
});

test('a deletion is never full, and the time is a deadline', async () => {
  bench = await startBench({ [path]: { events: [event('DELETED', deployment(2))], open: true } });
  expect(await bench.run(full, { name: 'web', timeout: 0, raise_on_not_fully_available: false })).toBe(false);
  await expect(bench.run(full, { name: 'web', timeout: 0 })).rejects.toThrow(
    'deployment web was not fully available within 0 s',
  );
});

test('DaemonSets answer false', async () => {
  bench = await startBench({ 'GET /apis/apps/v1/namespaces/default/daemonsets': { events: [], open: true } });
  expect(
    await bench.run('chaosk8s.daemonset.probes.daemon_set_fully_available', { name: 'x', timeout: 0 }),
  ).toBe(false);
});
