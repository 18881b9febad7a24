import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { KubeObject, NewKubeObject } from './kube-object.js';
import { MemoryStore } from './memory-store.js';
import { StatusError } from './status-error.js';

const clock = new VirtualClock('2026-01-01T00:00:00Z');

const newStore = (historySize = 100): MemoryStore =>
  new MemoryStore({
    clock,
    random: () => 0,
    historySize,
    strategyOf: (resource) => ({
      namespaced: true,
      countsGenerations: resource === 'widgets',
      gracePeriodSeconds: (_object, asked) => (resource === 'pods' ? (asked ?? 30) : 0),
    }),
  });

const widget = (name: string, spec: object = { size: 1 }, more: object = {}): NewKubeObject => ({
  apiVersion: 'v1',
  kind: 'Widget',
  metadata: { name, namespace: 'default', ...more },
  spec,
});

const keyOf = (name: string, resource = 'widgets') => ({ resource, namespace: 'default', name });

function refusal(run: () => unknown): { code: number; message: string | undefined } {
  try {
    run();
  } catch (reason) {
    if (reason instanceof StatusError) return { code: reason.status.code, message: reason.status.message };
    throw reason;
  }
  throw new Error('it was not refused');
}

const changed = (object: KubeObject, spec: object): KubeObject => ({ ...structuredClone(object), spec });

describe('MemoryStore', () => {
  test('fills in what the server owns', () => {
    const made = newStore().create('widgets', widget('a', {}, { uid: 'mine', resourceVersion: '7' }));
    expect(made.metadata).toMatchObject({ generation: 1, creationTimestamp: '2026-01-01T00:00:00Z' });
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(made.metadata.resourceVersion)).toBeGreaterThan(1);
    expect(Object.isFrozen(made.spec)).toBe(true);
  });

  test('makes a name of generateName, cut to what leaves room for five letters', () => {
    const store = newStore();
    const made = store.create('widgets', {
      apiVersion: 'v1',
      kind: 'Widget',
      metadata: { generateName: 'x'.repeat(80), namespace: 'default' },
    });
    expect(made.metadata.name).toBe(`${'x'.repeat(58)}bbbbb`);
  });

  test('counts generations of the spec only, and writes nothing where nothing changes', () => {
    const store = newStore();
    const first = store.create('widgets', widget('a'));
    expect(store.update('widgets', structuredClone(first))).toBe(first);
    const labelled = structuredClone(first);
    labelled.metadata.labels = { x: 'y' };
    const second = store.update('widgets', labelled);
    expect(second.metadata.generation).toBe(1);
    expect(store.update('widgets', changed(second, { size: 2 })).metadata.generation).toBe(2);
  });

  test('refuses what is stale, missing or there already, in the words of the API', () => {
    const store = newStore();
    const first = store.create('widgets', widget('a'));
    store.update('widgets', changed(first, { size: 2 }));
    expect(refusal(() => store.update('widgets', changed(first, { size: 3 })))).toEqual({
      code: 409,
      message:
        'Operation cannot be fulfilled on widgets "a": the object has been modified; please apply your changes to the latest version and try again',
    });
    expect(refusal(() => store.create('widgets', widget('a'))).message).toBe('widgets "a" already exists');
    expect(refusal(() => store.delete(keyOf('b'))).message).toBe('widgets "b" not found');
  });

  test('updateStatus changes the status alone', () => {
    const store = newStore();
    const made = store.create('widgets', widget('a'));
    const after = store.updateStatus('widgets', { ...changed(made, { size: 9 }), status: { ok: true } });
    expect(after).toMatchObject({ spec: { size: 1 }, status: { ok: true }, metadata: { generation: 1 } });
  });

  test('a finalizer keeps a deleted object until it is taken away', () => {
    const store = newStore();
    store.create('widgets', widget('a', {}, { finalizers: ['x/y'] }));
    const deleting = structuredClone(store.delete(keyOf('a')));
    expect(deleting.metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 0,
    });
    delete deleting.metadata.finalizers;
    store.update('widgets', deleting);
    expect(store.get(keyOf('a'))).toBeUndefined();
  });

  test('a grace period can be shortened, not lengthened', () => {
    const store = newStore();
    store.create('pods', widget('p'));
    const key = keyOf('p', 'pods');
    const grace = (seconds?: number): number | undefined =>
      store.delete(key, seconds === undefined ? {} : { gracePeriodSeconds: seconds }).metadata
        .deletionGracePeriodSeconds;
    expect([grace(), grace(60), grace(5)]).toEqual([30, 30, 5]);
    store.delete(key, { gracePeriodSeconds: 0 });
    expect(store.get(key)).toBeUndefined();
  });

  test('the garbage collector finds its finalizer', () => {
    const store = newStore();
    store.create('widgets', widget('a'));
    const after = store.delete(keyOf('a'), { propagationPolicy: 'Foreground' });
    expect(after.metadata.finalizers).toEqual(['foregroundDeletion']);
  });

  test('every listener hears of changes in their order, though one of them changes the store', () => {
    const store = newStore();
    const heard: string[] = [];
    store.watch('widgets', ({ type, object }) => {
      if (type === 'ADDED' && object.metadata.name === 'a') store.create('widgets', widget('b'));
    });
    store.watch('*', ({ type, object }) => heard.push(`${type} ${object.metadata.name}`));
    store.create('widgets', widget('a'));
    store.delete(keyOf('a'));
    expect(heard).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
  });

  test('shows older lists as they were, and refuses what it has forgotten', () => {
    const store = newStore(4);
    store.create('widgets', widget('b'));
    const first = store.create('widgets', widget('a'));
    const then = Number(store.resourceVersion);
    store.update('widgets', changed(first, { size: 2 }));
    store.delete(keyOf('b'));
    store.create('widgets', widget('c'));
    const names = (items: readonly KubeObject[]): string[] => items.map(({ metadata }) => metadata.name);
    expect(names(store.list('widgets').items)).toEqual(['a', 'c']);
    const older = store.listAt('widgets', 'default', then);
    expect(names(older)).toEqual(['a', 'b']);
    expect(older[0]?.spec).toEqual({ size: 1 });
    expect(store.eventsSince('widgets', then).map(({ type }) => type)).toEqual([
      'MODIFIED',
      'DELETED',
      'ADDED',
    ]);
    for (const name of ['d', 'e', 'f', 'g', 'h']) store.create('widgets', widget(name));
    expect(refusal(() => store.eventsSince('widgets', then)).code).toBe(410);
    expect(refusal(() => store.listAt('widgets', 'default', then)).code).toBe(410);
  });
});
