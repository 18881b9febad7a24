import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../values/json.js';
import { RawNumber } from '../values/raw-number.js';
import { applyPatch, diffJson, sameJson, shiftPath, valueAt } from './json-patch.js';

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 3 }),
    fc.constantFrom(new RawNumber('1.0', 'float'), new RawNumber('1e20', 'float')),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('a', 'b', '~/', '__proto__', ''), tie('value')),
  ),
})).value;

describe('JSON patches', () => {
  test('what is different, applied, makes the same', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(sameJson(applyPatch(before, diffJson(before, after)), after)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('the original stays as it is', () => {
    const before = { a: [1, { b: 2 }], c: {} };
    const text = JSON.stringify(before);
    const after = applyPatch(before, [
      { op: 'replace', path: '/a/1/b', value: 3 },
      { op: 'add', path: '/a/0', value: 0 },
      { op: 'remove', path: '/c' },
    ]);
    expect(JSON.stringify(before)).toBe(text);
    expect(after).toEqual({ a: [0, 1, { b: 3 }] });
  });

  test('untouched parts are shared', () => {
    const before = { a: { deep: [1, 2, 3] }, b: 1 };
    expect(applyPatch(before, [{ op: 'replace', path: '/b', value: 2 }]).a).toBe(before.a);
  });

  test('an insertion into a long list is one operation', () => {
    const before = Array.from({ length: 10_000 }, (_, index) => ({ index }));
    const after = [...before.slice(0, 500), { index: -1 }, ...before.slice(500)];
    expect(diffJson(before, after)).toEqual([{ op: 'add', path: '/500', value: { index: -1 } }]);
  });

  test('1 and 1.0 are different', () => {
    expect(diffJson({ a: 1 }, { a: new RawNumber('1.0', 'float') })).toHaveLength(1);
  });

  test('operations on what is gone are left out', () => {
    expect(applyPatch({ a: 1 }, [{ op: 'replace', path: '/x/y', value: 1 }])).toEqual({ a: 1 });
  });

  test('a tracked path leads to the same value after insertions and removals', () => {
    const items = Array.from({ length: 6 }, (_, index) => ({ id: index }));
    fc.assert(
      fc.property(fc.nat(5), fc.subarray(items), fc.array(fc.nat(6), { maxLength: 4 }), (index, kept, at) => {
        const before: Json = { method: items };
        const changed: Json[] = [...kept];
        for (const [count, position] of at.entries()) changed.splice(position, 0, { id: 100 + count });
        const patch = diffJson(before, { method: changed });
        // Only insertions and removals move a value; a replacement keeps its place by definition.
        fc.pre(patch.every(({ op }) => op !== 'replace'));
        const path = shiftPath(['method', index], patch);
        const after = path === undefined ? undefined : valueAt(applyPatch(before, patch), path);
        if (after !== undefined) expect(after).toEqual(items[index]);
      }),
    );
  });
});
