import type { Pod } from '@chaoskit/kube';
import { afterEach, describe, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../../testing/definition-bench.js';
import { classifyPod } from './classify-pod.js';

let bench: DefinitionBench | undefined;
afterEach(() => bench?.close());

const actions = 'chaosk8s.node.actions';
const node = (name: string, spec: object = {}, conditions: object[] = []) => ({
  metadata: { name },
  spec,
  status: { conditions },
});
const withNodes = (...nodes: ReturnType<typeof node>[]) => ({
  'GET /api/v1/nodes': { json: { items: nodes } },
  ...Object.fromEntries(nodes.map(({ metadata }) => [`PATCH /api/v1/nodes/${metadata.name}`, { json: {} }])),
  ...Object.fromEntries(nodes.map(({ metadata }) => [`DELETE /api/v1/nodes/${metadata.name}`, { json: {} }])),
});

const controller = (kind: string) => ({ apiVersion: 'apps/v1', kind, name: 'x', uid: 'u', controller: true });
const pod = (more: { owners?: object[]; volumes?: object[]; phase?: string; annotations?: object } = {}) =>
  ({
    metadata: {
      name: 'p',
      namespace: 'a',
      uid: '1',
      ownerReferences: more.owners ?? [controller('ReplicaSet')],
      annotations: more.annotations,
    },
    spec: { volumes: more.volumes },
    status: { phase: more.phase ?? 'Running' },
  }) as unknown as Pod;

describe('cordoning', () => {
  test('records the way back only for nodes that were schedulable', async () => {
    bench = await startBench(withNodes(node('n1'), node('n2', { unschedulable: true })));
    expect(await bench.run(`${actions}.cordon_node`, { label_selector: 'zone=a' })).toEqual(['n1', 'n2']);
    expect(bench.undos).toEqual([
      { name: `${actions}.uncordon_node`, args: { name: 'n1', label_selector: null } },
    ]);
    expect(bench.stub.seen.at(-1)?.body).toEqual({ spec: { unschedulable: true } });
  });

  test('no criterion means every node, with a warning', async () => {
    bench = await startBench(withNodes(node('n1')));
    await bench.run(`${actions}.uncordon_node`);
    expect(bench.logs.join()).toMatch(/WARNING .*every node/);
  });

  test('no node fails', async () => {
    bench = await startBench(withNodes());
    await expect(bench.run(`${actions}.cordon_node`, { name: 'ghost' })).rejects.toThrow(
      /no node was found by .*ghost/,
    );
  });
});

describe('picking nodes', () => {
  test('a lone pod label looks into all namespaces and never widens', async () => {
    bench = await startBench({
      ...withNodes(node('n1'), node('n2')),
      'GET /api/v1/pods': { json: { items: [{ metadata: { name: 'p' }, spec: { nodeName: 'n2' } }] } },
    });
    expect(await bench.run(`${actions}.delete_nodes`, { pod_label_selector: 'app=x', all: true })).toEqual([
      'n2',
    ]);
  });

  test('so many at random repeats none and is capped', async () => {
    bench = await startBench(withNodes(node('n1'), node('n2')));
    const deleted = (await bench.run(`${actions}.delete_nodes`, { count: 5 })) as string[];
    expect(deleted.sort()).toEqual(['n1', 'n2']);
    expect(bench.undos).toHaveLength(2);
  });
});

describe('which pods leave', () => {
  test.each([
    ['a managed pod', pod(), false, 'evict'],
    ['a mirror pod', pod({ annotations: { 'kubernetes.io/config.mirror': 'x' } }), false, 'keep'],
    [
      'a DaemonSet pod with an emptyDir',
      pod({ owners: [controller('DaemonSet')], volumes: [{ name: 'v', emptyDir: {} }] }),
      true,
      'keep',
    ],
    ['an emptyDir', pod({ volumes: [{ name: 'v', emptyDir: {} }] }), false, 'keep'],
    ['an emptyDir that may be lost', pod({ volumes: [{ name: 'v', emptyDir: {} }] }), true, 'evict'],
    ['what has ended', pod({ owners: [], phase: 'Succeeded' }), false, 'evict'],
    ['a bare pod', pod({ owners: [] }), false, 'unmanaged'],
  ])('%s', (_, one, mayLose, fate) => expect(classifyPod(one, mayLose)).toBe(fate));
});

describe('draining', () => {
  const evicted = 'POST /api/v1/namespaces/a/pods/p/eviction';
  const there = 'GET /api/v1/namespaces/a/pods/p';
  const pods = { 'GET /api/v1/pods': { json: { items: [pod()] } } };

  test('asks again while a disruption budget refuses, and waits until the pod is another', async () => {
    bench = await startBench({
      ...withNodes(node('n1')),
      ...pods,
      [evicted]: [
        { status: 429, json: { message: 'budget' } },
        { status: 201, json: {} },
      ],
      [there]: [{ json: pod() }, { json: { metadata: { name: 'p', uid: '2' } } }],
    });
    expect(await bench.run(`${actions}.drain_nodes`, { name: 'n1' })).toEqual(['n1']);
    expect(bench.stub.seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(bench.undos).toHaveLength(1);
  });

  test('many pods leave at the same time without a murmur', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({
      ...pod(),
      metadata: { ...pod().metadata, name: `p${i}` },
    }));
    const paths = many.map(({ metadata }) => [
      `POST /api/v1/namespaces/a/pods/${metadata.name}/eviction`,
      { status: 201, json: {} },
    ]);
    bench = await startBench({
      ...withNodes(node('n1')),
      'GET /api/v1/pods': { json: { items: many } },
      ...Object.fromEntries(paths),
    });
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    await bench.run(`${actions}.drain_nodes`, { name: 'n1' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
    expect(bench.stub.seen.filter(({ method }) => method === 'POST')).toHaveLength(20);
  });

  test('names the pods that are left when the time is over', async () => {
    bench = await startBench({
      ...withNodes(node('n1')),
      ...pods,
      [evicted]: { status: 201, json: {} },
      [there]: { json: pod() },
    });
    await expect(bench.run(`${actions}.drain_nodes`, { name: 'n1', timeout: 3 })).rejects.toThrow(
      /within 3 s; pods left: a\/p/,
    );
  });

  test('a bare pod fails it before anything is evicted', async () => {
    bench = await startBench({
      ...withNodes(node('n1')),
      'GET /api/v1/pods': { json: { items: [pod({ owners: [] })] } },
    });
    await expect(bench.run(`${actions}.drain_nodes`, { name: 'n1' })).rejects.toThrow(
      /a\/p on node n1 is unmanaged/,
    );
  });
});

test('create_node takes the names of the Python client', async () => {
  bench = await startBench({ 'POST /api/v1/nodes': { json: { kind: 'Node' } } });
  await bench.run(`${actions}.create_node`, {
    meta: { generate_name: 'n-', labels: { a_b: 'c' } },
    spec: { pod_cidr: '10.0.0.0/24' },
  });
  expect(bench.stub.seen[0]?.body).toMatchObject({
    metadata: { generateName: 'n-', labels: { a_b: 'c' } },
    spec: { podCIDR: '10.0.0.0/24' },
  });
  expect(bench.undos[0]?.args).toBeUndefined();
});

test.each([
  ['all_nodes_must_be_ready_to_schedule', {}, [{ type: 'Ready', status: 'True' }], true],
  ['all_nodes_must_be_ready_to_schedule', {}, [], false],
  ['verify_nodes_condition', {}, [{ type: 'PIDPressure', status: 'False' }], true],
  ['verify_nodes_condition', { condition_type: 'Nope' }, [], false],
  ['nodes_must_be_healthy', {}, [{ type: 'Ready', status: 'True' }], true],
  ['nodes_must_be_healthy', {}, [{ type: 'DiskPressure', status: 'True' }], false],
  [
    'get_all_node_status_conditions',
    {},
    [{ type: 'Ready', status: 'True' }],
    [{ name: 'n1', Ready: 'True' }],
  ],
])('%s %j %j', async (func, args, conditions, expected) => {
  bench = await startBench(withNodes(node('n1', {}, conditions)));
  expect(await bench.run(`chaosk8s.node.probes.${func}`, args)).toEqual(expected);
});
