import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../store/kube-object.js';
import { VirtualClock } from '../../testing/virtual-clock.js';
import { deploymentResource } from '../resources/apps-resources.js';
import { configMapResource } from '../resources/core-resources.js';
import { applyTo } from './applied-object.js';
import { trackUpdate } from './track-update.js';

const clock = new VirtualClock('2026-01-01T00:00:00Z');
const configMap = (data: Record<string, string>): KubeObject =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }) as unknown as KubeObject;
const apply = (live: KubeObject, applied: KubeObject, fieldManager: string, force = false): KubeObject =>
  applyTo({
    live,
    applied,
    definition: applied.kind === 'Deployment' ? deploymentResource : configMapResource,
    options: { fieldManager, force },
    clock,
    subresource: '',
  });

const owners = (object: KubeObject): Record<string, unknown> =>
  Object.fromEntries(
    (object.metadata.managedFields ?? []).map((entry) => {
      const { manager, fieldsV1 } = entry as { manager: string; fieldsV1: unknown };
      return [manager, fieldsV1];
    }),
  );

describe('applyTo', () => {
  test('what a manager names no longer goes, unless another owns it', () => {
    const first = apply(configMap({}), configMap({ a: '1', b: '2', c: '3' }), 'one');
    const shared = apply(first, configMap({ b: '2' }), 'two');
    const after = apply(shared, configMap({ a: '1' }), 'one');
    expect(after.data).toEqual({ a: '1', b: '2' });
    expect(owners(after)).toEqual({ one: { 'f:data': { 'f:a': {} } }, two: { 'f:data': { 'f:b': {} } } });
  });

  test("another's value is a conflict, and force takes it over", () => {
    const live = apply(configMap({}), configMap({ a: '1', b: '1' }), 'one');
    expect(() => apply(live, configMap({ a: '2' }), 'two')).toThrow(
      'Apply failed with 1 conflict: conflict with "one": .data.a',
    );
    expect(() => apply(live, configMap({ a: '2', b: '2' }), 'two')).toThrow(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .data.a\n- .data.b',
    );
    const forced = apply(live, configMap({ a: '2' }), 'two', true);
    expect(owners(forced)).toEqual({ one: { 'f:data': { 'f:b': {} } }, two: { 'f:data': { 'f:a': {} } } });
  });

  test('applying the same again changes nothing', () => {
    const live = apply(configMap({}), configMap({ a: '1' }), 'one');
    expect(apply(live, configMap({ a: '1' }), 'one')).toEqual(live);
  });

  test('containers merge by name; one that is named no longer goes whole', () => {
    const deployment = (...containers: object[]): KubeObject =>
      ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd' },
        spec: { template: { spec: { containers } } },
      }) as unknown as KubeObject;
    const both = apply(deployment(), deployment({ name: 'a', image: 'i' }, { name: 'b', image: 'i' }), 'one');
    const after = apply(both, deployment({ name: 'b', image: 'j' }), 'one');
    expect(after.spec).toEqual({ template: { spec: { containers: [{ name: 'b', image: 'j' }] } } });
    const conflict = () => apply(after, deployment({ name: 'b', image: 'k' }), 'two');
    expect(conflict).toThrow('conflict with "one": .spec.template.spec.containers[name="b"].image');
  });
});

describe('trackUpdate', () => {
  const update = (draft: KubeObject, previous: KubeObject | undefined, fieldManager: string): KubeObject => {
    if (previous?.metadata.managedFields !== undefined)
      draft.metadata.managedFields = previous.metadata.managedFields;
    trackUpdate({ draft, previous, definition: configMapResource, options: { fieldManager }, clock });
    return draft;
  };

  test('a writer owns what it changes, and nobody else does any longer', () => {
    const made = update(configMap({ a: '1', b: '1' }), undefined, 'maker');
    const after = update(configMap({ a: '2', b: '1' }), made, 'changer');
    expect(owners(after)).toEqual({
      maker: { 'f:data': { 'f:b': {} } },
      changer: { 'f:data': { 'f:a': {} } },
    });
    expect(owners(update(configMap({ b: '1' }), after, 'changer'))).toEqual({
      maker: { 'f:data': { 'f:b': {} } },
    });
  });

  test('a write without a change is nobody’s', () => {
    const made = update(configMap({ a: '1' }), undefined, 'maker');
    expect(update(configMap({ a: '1' }), made, 'other')).toEqual(made);
  });
});
