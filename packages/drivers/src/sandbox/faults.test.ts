import { afterEach, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../testing/definition-bench.js';

const path = '/apis/sandbox.chaoskit.dev/v1/namespaces/default/faults';
const service = { 'GET /api/v1/namespaces/default/services/consumer': { json: { metadata: {} } } };
const fault = (name: string, of: string) => ({
  metadata: { name, namespace: 'default' },
  spec: { service: of, kind: 'delay', delayMs: 1 },
});

let bench: DefinitionBench;
afterEach(() => bench.close());

test.each([
  ['delay', { delay_ms: 400 }, { kind: 'delay', delayMs: 400, jitterMs: 0 }],
  ['abort', { status: 500, port: 80 }, { kind: 'abort', status: 500, share: 1, port: 80 }],
  ['reset', {}, { kind: 'reset' }],
])('%s: its undo is recorded under the name that it gets', async (kind, args, spec) => {
  bench = await startBench({ ...service, [`POST ${path}`]: { status: 201, json: {} } });
  const name = await bench.run(`sandbox.faults.${kind}`, { service: 'consumer', ...args });
  expect(name).toMatch(new RegExp(`^consumer-${kind}-[0-9a-f]{8}$`));
  expect(bench.undos).toEqual([
    { name: 'sandbox.faults.remove', args: { service: 'consumer', name, ns: 'default' } },
  ]);
  expect(bench.stub.seen.at(-1)?.body).toMatchObject({
    kind: 'Fault',
    metadata: { name },
    spec: { service: 'consumer', ...spec },
  });
});

test('remove takes those of the service away, or one; what is gone already is no failure', async () => {
  const items = [fault('a', 'consumer'), fault('b', 'consumer'), fault('c', 'other')];
  bench = await startBench({
    [`GET ${path}`]: { json: { items, metadata: {} } },
    [`DELETE ${path}/a`]: { json: {} },
  });
  expect(await bench.run('sandbox.faults.remove', { service: 'consumer' })).toEqual(['a', 'b']);
  expect(await bench.run('sandbox.faults.remove', { service: 'consumer', name: 'a' })).toEqual(['a']);
  expect(await bench.run('sandbox.faults.active', { service: 'other' })).toEqual([
    { name: 'c', service: 'other', kind: 'delay', delayMs: 1 },
  ]);
});

test('a service that is not there, and a cluster that is no sandbox', async () => {
  bench = await startBench(service);
  const delay = (name: string) => bench.run('sandbox.faults.delay', { service: name, delay_ms: 1 });
  await expect(delay('nobody')).rejects.toThrow("there is no service 'nobody' in namespace 'default'");
  expect(bench.undos).toEqual([]);
  await expect(delay('consumer')).rejects.toThrow('this cluster is no sandbox');
});
