import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../store/kube-object.js';
import { conform } from '../schema/conform.js';
import { apiVersionOf, resourceName, verbsOf } from './resource-definition.js';
import { ResourceRegistry } from './resource-registry.js';
import { servedResources } from './served-resources.js';

describe.each(servedResources.map((definition) => [resourceName(definition), definition] as const))(
  '%s',
  (_name, definition) => {
    const { kind, type = kind } = definition;
    const object = {
      kind,
      apiVersion: apiVersionOf(definition),
      metadata: { name: 'x' },
    } as unknown as KubeObject;

    test('has a type that takes the least object', () => {
      expect(conform(object, type, kind).unknownFields).toEqual([]);
    });

    test('has a cell for each column, whatever is missing', () => {
      expect(definition.table.cells(object, 0)).toHaveLength(definition.table.columns.length);
    });

    test('can be asked for all that it can be selected by', () => {
      for (const read of Object.values(definition.fieldLabels?.fields ?? {}))
        expect(typeof read(object)).toBe('string');
    });

    test('fills in defaults that need no second time', () => {
      const draft = structuredClone(object);
      definition.defaults?.(draft);
      const again = structuredClone(draft);
      definition.defaults?.(again);
      expect(again).toEqual(draft);
      expect(conform(again, type, kind).unknownFields).toEqual([]);
    });

    test('has subresources of its own only, by verbs that HTTP has', () => {
      const names = definition.subresources?.map(({ name }) => name) ?? [];
      expect(new Set(names).size).toBe(names.length);
      expect(verbsOf(definition).length).toBeGreaterThan(0);
    });
  },
);

test('a resource can be defined once', () => {
  const [first] = servedResources;
  if (first === undefined) throw new Error('nothing is served');
  expect(() => new ResourceRegistry([first, first])).toThrow('defined twice');
});
