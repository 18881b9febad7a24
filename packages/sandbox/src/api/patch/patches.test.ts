import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonPatch } from './json-patch.js';
import { mergePatch } from './merge-patch.js';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value')),
  ),
})).value;

/** The patch that leads from one value to another (RFC 7396 has one for all values without nulls). */
function difference(from: unknown, to: unknown): unknown {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(from) || !isMap(to)) return to;
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) patch[key] = difference(from[key], value);
  return patch;
}

describe('mergePatch', () => {
  test('leads from any value to any other, and a second time changes nothing', () => {
    fc.assert(
      fc.property(json, json, (from, to) => {
        const patch = difference(from, to);
        const once = mergePatch(from, patch);
        expect(once).toEqual(to);
        expect(mergePatch(once, patch)).toEqual(to);
      }),
    );
  });
});

describe('jsonPatch', () => {
  test('replace sets a missing key, but no missing parent', () => {
    expect(jsonPatch({ a: {} }, [{ op: 'replace', path: '/a/b', value: 1 }])).toEqual({ a: { b: 1 } });
    expect(() => jsonPatch({}, [{ op: 'replace', path: '/a/b', value: 1 }])).toThrow('missing path');
  });

  test('escapes in paths', () => {
    const target = { metadata: { annotations: { 'a/b': '1', 'c~d': '2' } } };
    const patch = [
      { op: 'replace', path: '/metadata/annotations/a~1b', value: '9' },
      { op: 'remove', path: '/metadata/annotations/c~0d' },
    ];
    expect(jsonPatch(target, patch)).toEqual({ metadata: { annotations: { 'a/b': '9' } } });
  });

  test('a patch that fails leaves the target as it was', () => {
    const target = { a: 1 };
    const patch = [
      { op: 'add', path: '/b', value: 2 },
      { op: 'test', path: '/a', value: 3 },
    ];
    expect(() => jsonPatch(target, patch)).toThrow('testing value /a failed');
    expect(target).toEqual({ a: 1 });
  });

  test('what is no patch is BadRequest', () => {
    expect(() => jsonPatch({}, { op: 'add' })).toThrow('cannot unmarshal object');
    expect(() => jsonPatch({}, [{ op: 'frob', path: '/a' }])).toThrow('Unexpected kind: frob');
  });
});
