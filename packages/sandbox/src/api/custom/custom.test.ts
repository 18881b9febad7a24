import { describe, expect, test } from 'vitest';
import type { KubeObject, NewKubeObject } from '../../store/kube-object.js';
import { VirtualClock } from '../../testing/virtual-clock.js';
import { createClusterStore } from '../cluster-store.js';
import { FieldErrors } from '../validation/field-errors.js';
import { checkValue } from './check-value.js';
import { firstAtPath } from './json-path.js';
import { fillDefaults, pruneUnknown } from './structural-schema.js';

const schema = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1, maximum: 10 },
    color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
    tags: { type: 'array', maxItems: 2, items: { type: 'string', pattern: '^[a-z]+$' } },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    port: { 'x-kubernetes-int-or-string': true },
    limits: { type: 'object', additionalProperties: { type: 'number' } },
    inner: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
  },
};

function problems(value: unknown): string[] {
  const errors = new FieldErrors();
  checkValue(value, schema, 'spec', errors);
  const { details } = errors.toError({ kind: 'X', group: 'g' }, 'x').status;
  return (details?.causes ?? []).map(({ reason, field }) => `${field} ${reason.replace('FieldValue', '')}`);
}

describe('checkValue', () => {
  test.each([
    [{ size: 1, color: 'blue', tags: ['a'], free: { z: [1] }, port: 'http', limits: { a: 1.5 } }, []],
    [{}, ['spec.size Required']],
    [{ size: 0 }, ['spec.size Invalid']],
    [{ size: '3' }, ['spec.size TypeInvalid']],
    [{ size: 2.5 }, ['spec.size TypeInvalid']],
    [{ size: 1, color: 'green' }, ['spec.color NotSupported']],
    [{ size: 1, tags: ['A', 'b', 'c'] }, ['spec.tags TooMany', 'spec.tags[0] Invalid']],
    [{ size: 1, port: true, limits: { a: 'x' } }, ['spec.port TypeInvalid', 'spec.limits.a TypeInvalid']],
    ['text', ['spec TypeInvalid']],
  ])('%j', (value, wanted) => {
    expect(problems(value)).toEqual(wanted);
  });
});

test('pruneUnknown leaves out what the schema does not know, and says where', () => {
  const value = { size: 1, more: 1, free: { kept: 1 }, limits: { any: 1 }, inner: { off: 1 } };
  expect(pruneUnknown(value, schema)).toEqual({
    value: { size: 1, free: { kept: 1 }, limits: { any: 1 }, inner: {} },
    unknownFields: ['more', 'inner.off'],
  });
});

test('fillDefaults fills in where the object around is there', () => {
  const value = { inner: {} };
  fillDefaults(value, schema);
  expect(value).toEqual({ inner: { on: true }, color: 'red' });
});

test('firstAtPath reads the paths of printer columns', () => {
  const conditions = [
    { type: 'Ready', status: 'True' },
    { type: 'Other', status: 'False' },
  ];
  const object = { spec: { size: 3 }, status: { conditions } };
  expect(firstAtPath(object, '.spec.size')).toBe(3);
  expect(firstAtPath(object, '.status.conditions[1].type')).toBe('Other');
  expect(firstAtPath(object, '.status.conditions[?(@.type=="Other")].status')).toBe('False');
  expect(firstAtPath(object, '.status.none')).toBeUndefined();
  expect(firstAtPath(object, 'no path')).toBeUndefined();
});

describe('a CustomResourceDefinition in the store', () => {
  const crd: NewKubeObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
        { name: 'v2', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
        { name: 'v0', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  };
  const key = {
    resource: 'customresourcedefinitions.apiextensions.k8s.io',
    namespace: '',
    name: 'widgets.example.com',
  };

  test('is served at once, and takes its objects with it when it goes', () => {
    const store = createClusterStore({ clock: new VirtualClock(), random: () => 0 });
    const versions = (): (string | undefined)[] =>
      ['v0', 'v1', 'v2'].map((version) => store.registry.find('example.com', version, 'widgets')?.kind);
    expect(versions()).toEqual([undefined, undefined, undefined]);
    store.create(key.resource, crd);
    expect(versions()).toEqual([undefined, 'Widget', 'Widget']);
    const metadata = { name: 'w', namespace: 'default', finalizers: ['example.com/hold'] };
    const made = store.create('widgets.example.com', {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata,
    });
    store.delete(key);
    const held = store.get({ resource: 'widgets.example.com', namespace: 'default', name: 'w' });
    expect(held?.metadata.deletionTimestamp).toBeDefined();
    expect(store.get(key)?.metadata.deletionTimestamp).toBeDefined();
    const freed = structuredClone(held ?? made) as KubeObject;
    delete freed.metadata.finalizers;
    store.update('widgets.example.com', freed);
    expect(store.get(key)).toBeUndefined();
    expect(versions()).toEqual([undefined, undefined, undefined]);
  });

  test('concerns one cluster alone', () => {
    const one = createClusterStore({ clock: new VirtualClock(), random: () => 0 });
    const other = createClusterStore({ clock: new VirtualClock(), random: () => 0 });
    one.create(key.resource, crd);
    expect(other.registry.isCustom('widgets.example.com')).toBe(false);
  });
});
