import { afterEach, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../../testing/definition-bench.js';

let bench: DefinitionBench | undefined;
afterEach(() => bench?.close());

const path = '/apis/apps/v1/namespaces/default/deployments';
const healthy = 'chaosk8s.deployment.probes.deployment_available_and_healthy';
const scale = 'chaosk8s.deployment.actions.scale_deployment';

test('scale_deployment records the count before, then patches the object', async () => {
  bench = await startBench({
    [`GET ${path}/web`]: { json: { metadata: { name: 'web' }, spec: { replicas: 2 } } },
    [`PATCH ${path}/web`]: { json: {} },
  });
  expect(await bench.run(scale, { name: 'web', replicas: 5 })).toBeNull();
  expect(bench.undos).toEqual([{ name: scale, args: { name: 'web', replicas: 2, ns: 'default' } }]);
  expect(bench.stub.seen[1]).toMatchObject({ method: 'PATCH', body: { spec: { replicas: 5 } } });
});

test('where the count before is unknown the action goes on and fails by itself', async () => {
  bench = await startBench({});
  await expect(bench.run(scale, { name: 'web', replicas: 5 })).rejects.toThrow(/PATCH .*404/);
  expect(bench.undos).toEqual([{ name: scale, args: undefined }]);
});

test.each([
  [{ spec: { replicas: 2 }, status: { availableReplicas: 2 } }, true],
  [{ spec: { replicas: 2 }, status: { availableReplicas: 1 } }, false],
  [{ spec: { replicas: 0 }, status: {} }, true],
  [undefined, false],
])('health of %j', async (deployment, expected) => {
  const items = deployment === undefined ? [] : [{ metadata: { name: 'web' }, ...deployment }];
  bench = await startBench({ [`GET ${path}`]: { json: { items } } });
  expect(await bench.run(healthy, { name: 'web', raise_on_unavailable: false })).toBe(expected);
  expect(bench.stub.seen[0]?.query.fieldSelector).toBe('metadata.name=web');
  if (!expected) await expect(bench.run(healthy, { name: 'web' })).rejects.toThrow(/deployment web/);
});
