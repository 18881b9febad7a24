import { ActivityFailedError } from '@chaoskit/core';
import { afterEach, describe, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../../testing/definition-bench.js';
import { pickPods, sample } from './select-pods.js';

let bench: DefinitionBench | undefined;
afterEach(() => bench?.close());

const pod = (name: string, phase = 'Running', created = '2024-01-01T00:00:00Z') => ({
  metadata: { name, creationTimestamp: created },
  status: { phase },
});
const listPath = 'GET /api/v1/namespaces/default/pods';
const withPods = (...pods: ReturnType<typeof pod>[]) => ({
  [listPath]: { json: { items: pods } },
  ...Object.fromEntries(
    pods.map(({ metadata }) => [`DELETE /api/v1/namespaces/default/pods/${metadata.name}`, { json: {} }]),
  ),
});
const terminate = 'chaosk8s.pod.actions.terminate_pods';

describe('terminate_pods', () => {
  test('deletes the first match by default', async () => {
    bench = await startBench(withPods(pod('b'), pod('a')));
    expect(await bench.run(terminate, { label_selector: 'app=x' })).toEqual(['a']);
    expect(
      bench.stub.seen.map(({ method, path, query, body }) => [method, path, query.labelSelector, body]),
    ).toEqual([
      ['GET', '/api/v1/namespaces/default/pods', 'app=x', undefined],
      ['DELETE', '/api/v1/namespaces/default/pods/a', undefined, undefined],
    ]);
  });

  test('grace_period 0 is sent', async () => {
    bench = await startBench(withPods(pod('a')));
    await bench.run(terminate, { grace_period: 0 });
    expect(bench.stub.seen[1]?.body).toMatchObject({ gracePeriodSeconds: 0 });
  });

  test('the name pattern is searched anywhere', async () => {
    bench = await startBench(withPods(pod('web-1'), pod('back-1')));
    expect(await bench.run(terminate, { name_pattern: '(?P<x>ack)', all: true })).toEqual(['back-1']);
  });

  test('nothing selected is a success with a warning', async () => {
    bench = await startBench(withPods());
    expect(await bench.run(terminate, { label_selector: 'app=none' })).toEqual([]);
    expect(bench.logs).toEqual([
      'WARNING No pod of namespace default was selected by app=none: nothing is done',
    ]);
  });

  test.each([{ qty: -1 }, { mode: 'most' }, { order: 'newest' }, { name_pattern: '(' }])(
    'refuses %j before it asks',
    async (args) => {
      bench = await startBench(withPods(pod('a')));
      await expect(bench.run(terminate, args)).rejects.toThrow(ActivityFailedError);
      expect(bench.stub.seen).toEqual([]);
    },
  );

  test('a pod that vanished fails, and the rest is left alone', async () => {
    bench = await startBench({ [listPath]: { json: { items: [pod('a'), pod('b')] } } });
    await expect(bench.run(terminate, { all: true })).rejects.toThrow(/DELETE .*\/a: 404 NotFound/);
    expect(bench.stub.seen).toHaveLength(2);
  });
});

test('delete_pods takes its name as a pattern and deletes the first match only', async () => {
  bench = await startBench(withPods(pod('middle-1'), pod('middle-2'), pod('front-1')));
  expect(await bench.run('chaosk8s.pod.actions.delete_pods', { name: 'middle' })).toEqual(['middle-1']);
  expect(bench.logs.join()).toContain('is deprecated');
});

describe('picking', () => {
  const pods = [
    pod('c', 'Running', '2024-01-01T00:00:00Z'),
    pod('a', 'Running', '2024-01-03T00:00:00Z'),
    pod('b', 'Running', '2024-01-02T00:00:00Z'),
  ];
  const base = { all: false, rand: false, mode: 'fixed', qty: 1, order: 'alphabetic' };
  const names = (selection: Partial<typeof base>, random = () => 0) =>
    pickPods(pods, { ...base, ...selection }, random).map(({ metadata }) => metadata.name);

  test.each([
    [{}, ['a']],
    [{ order: 'oldest', qty: 2 }, ['c', 'b']],
    [{ all: true, qty: 0 }, ['a', 'b', 'c']],
    [{ mode: 'percentage', qty: 34 }, ['a', 'b']],
    [{ mode: 'percentage', qty: 1 }, ['a']],
    [{ mode: 'percentage', qty: 300 }, ['a', 'b', 'c']],
    [{ qty: 0 }, []],
    [{ rand: true, qty: 9 }, ['a', 'b', 'c']],
  ])('%j', (selection, expected) => expect(names(selection)).toEqual(expected));

  test('a sample repeats nothing', () => {
    expect(new Set(sample([1, 2, 3, 4], 4, Math.random)).size).toBe(4);
  });
});

describe('read_pod_logs', () => {
  const read = 'chaosk8s.pod.probes.read_pod_logs';
  const logPath = (name: string) => `GET /api/v1/namespaces/default/pods/${name}/log`;

  test('maps pods to their logs', async () => {
    bench = await startBench({
      ...withPods(pod('a'), pod('b')),
      [logPath('a')]: { text: '1\n' },
      [logPath('b')]: { text: 'ü\n' },
    });
    const args = { label_selector: 'app=x', container_name: 'c', last: '20s', from_previous: true };
    expect(await bench.run(read, args)).toEqual({ a: '1\n', b: 'ü\n' });
    expect(bench.stub.seen[1]?.query).toEqual({
      timestamps: 'true',
      previous: 'true',
      container: 'c',
      sinceSeconds: '20',
    });
  });

  test('the name fills the default selector', async () => {
    bench = await startBench(withPods());
    expect(await bench.run('chaosk8s.probes.read_microservices_logs', { name: 'web' })).toEqual({});
    expect(bench.stub.seen[0]?.query.labelSelector).toBe('name in (web)');
  });

  test.each([
    [{ label_selector: 'a', last: 'not a time' }, /not a time/],
    [{}, /give a name/],
    [{ label_selector: '{app}' }, /only \{name\}/],
  ])('%j fails', async (args, message) => {
    bench = await startBench(withPods());
    await expect(bench.run(read, args)).rejects.toThrow(message);
  });
});

describe('phases', () => {
  test.each([
    ['pods_in_phase', { raise_on_invalid_phase: false }, [pod('a'), pod('b')], true],
    ['pods_in_phase', { raise_on_invalid_phase: false }, [pod('a'), pod('b', 'Pending')], false],
    ['pods_in_phase', { raise_on_invalid_phase: false }, [], false],
    ['pods_not_in_phase', { phase: 'Failed' }, [pod('a')], true],
    ['pods_not_in_phase', { raise_on_in_phase: false }, [pod('a')], false],
    ['count_pods', {}, [pod('a'), pod('b', 'Pending')], 2],
    ['count_pods', { phase: 'Pending' }, [pod('a'), pod('b', 'Pending')], 1],
    ['count_min_pods', {}, [pod('a')], false],
    ['count_min_pods', { min_count: 1 }, [pod('a')], true],
  ])('%s %j', async (func, args, pods, expected) => {
    bench = await startBench(withPods(...pods));
    expect(await bench.run(`chaosk8s.pod.probes.${func}`, { label_selector: 'app=x', ...args })).toBe(
      expected,
    );
  });

  test('the reason is in the failure', async () => {
    bench = await startBench(withPods(pod('b', 'Pending')));
    const running = bench.run('chaosk8s.pod.probes.pods_in_phase', { label_selector: 'app=x' });
    await expect(running).rejects.toThrow('pod b is in phase Pending but should be Running');
  });
});

describe('conditions', () => {
  const ready = { type: 'Ready', status: 'True' };
  const withConditions = (...conditions: object[]) => ({
    [listPath]: {
      json: {
        items: [
          { metadata: { name: 'a' }, status: { phase: 'Running', conditions } },
          { metadata: { name: 'b' }, status: { conditions: [ready] } },
        ],
      },
    },
  });
  test.each([
    [[{ ...ready, reason: 'x' }], [ready], true],
    [[], [ready], false],
    [[ready], [{ ...ready, reason: 'x' }], false],
    [[ready], [ready, { type: 'Initialized', status: 'True' }], false],
  ])('of %j against %j', async (conditions, wanted, expected) => {
    bench = await startBench(withConditions(...conditions));
    const args = { label_selector: 'app=x', conditions: wanted, raise_on_invalid_conditions: false };
    expect(await bench.run('chaosk8s.pod.probes.pods_in_conditions', args)).toBe(expected);
  });
});

test.each([
  [{ a: 'one hit\n', b: 'hit' }, true, true],
  [{ a: 'hit', b: 'miss' }, true, false],
  [{ a: 'hit', b: 'miss' }, false, true],
])('logs %j, all: %s', async (value, all_containers, expected) => {
  bench = await startBench({});
  expect(
    await bench.run('chaosk8s.pod.probes.should_be_found_in_logs', {
      pattern: 'h(?P<v>i)t',
      all_containers,
      value,
    }),
  ).toBe(expected);
});

test.each([
  ['pod.probes.should_be_found_in_logs', { pattern: '^(a+)+$', value: { a: `${'a'.repeat(46)}!` } }],
  ['pod.actions.terminate_pods', { name_pattern: '^(a+)+$' }],
])('a pattern that would search for years fails %s', async (name, args) => {
  bench = await startBench(withPods(pod(`${'a'.repeat(46)}!`)));
  await expect(bench.run(`chaosk8s.${name}`, args)).rejects.toThrow(ActivityFailedError);
  expect(bench.stub.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
});
