import { describe, expect, test } from 'vitest';
import { strategicMergePatch } from './strategic-merge-patch.js';

const pod = (...containers: object[]) => ({ spec: { containers } });
const patched = (target: object, patch: object): unknown =>
  strategicMergePatch(target as Record<string, unknown>, patch as Record<string, unknown>, 'Pod');

describe('strategicMergePatch', () => {
  test('merges containers by name and their variables by name; new ones come first', () => {
    const target = pod({ name: 'c', image: 'i', env: [{ name: 'A', value: '1' }] });
    const patch = pod(
      { name: 's', image: 'j' },
      {
        name: 'c',
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: '3' },
        ],
      },
    );
    expect(patched(target, patch)).toEqual(
      pod(
        { name: 's', image: 'j' },
        {
          name: 'c',
          image: 'i',
          env: [
            { name: 'A', value: '2' },
            { name: 'B', value: '3' },
          ],
        },
      ),
    );
  });

  test('lists without a key are replaced', () => {
    const target = pod({ name: 'c', command: ['a', 'b'] });
    expect(patched(target, pod({ name: 'c', command: ['z'] }))).toEqual(pod({ name: 'c', command: ['z'] }));
  });

  test('$patch deletes and replaces', () => {
    const target = pod({ name: 'a' }, { name: 'b' });
    expect(patched(target, pod({ name: 'a', $patch: 'delete' }))).toEqual(pod({ name: 'b' }));
    expect(patched(target, pod({ $patch: 'replace' }, { name: 'z' }))).toEqual(pod({ name: 'z' }));
    expect(patched({ spec: { a: 1 } }, { spec: { $patch: 'replace', b: 2 } })).toEqual({ spec: { b: 2 } });
  });

  test('$setElementOrder puts named items in order, with or without a list of its own', () => {
    const target = pod({ name: 'a' }, { name: 'b' });
    const order = [{ name: 'b' }, { name: 'a' }];
    expect(patched(target, { spec: { '$setElementOrder/containers': order } })).toEqual(
      pod({ name: 'b' }, { name: 'a' }),
    );
    const added = {
      spec: { '$setElementOrder/containers': [...order, { name: 'c' }], containers: [{ name: 'c' }] },
    };
    expect(patched(target, added)).toEqual(pod({ name: 'b' }, { name: 'a' }, { name: 'c' }));
  });

  test('$retainKeys, $deleteFromPrimitiveList, null', () => {
    expect(patched({ spec: { a: 1, b: 2 } }, { spec: { $retainKeys: ['b'], b: 3 } })).toEqual({
      spec: { b: 3 },
    });
    const held = { metadata: { finalizers: ['x', 'y'], labels: { k: 'v' } } };
    expect(
      patched(held, { metadata: { '$deleteFromPrimitiveList/finalizers': ['x'], labels: null } }),
    ).toEqual({
      metadata: { finalizers: ['y'] },
    });
    expect(patched(held, { metadata: { finalizers: ['z'] } })).toMatchObject({
      metadata: { finalizers: ['x', 'y', 'z'] },
    });
  });

  test('an item without its key, or an unknown directive, is an error', () => {
    expect(() => patched(pod({ name: 'a' }), pod({ image: 'i' }))).toThrow(
      'does not contain declared merge key: name',
    );
    expect(() => patched({ spec: {} }, { spec: { $patch: 'explode' } })).toThrow(
      'Unknown patch directive: explode',
    );
  });

  test('leaves the target alone', () => {
    const target = Object.freeze({ metadata: Object.freeze({ labels: Object.freeze({ a: '1' }) }) });
    expect(patched(target, { metadata: { labels: { b: '2' } } })).toEqual({
      metadata: { labels: { a: '1', b: '2' } },
    });
    expect(target).toEqual({ metadata: { labels: { a: '1' } } });
  });
});
