import { fromPlain, type Json, parseJsonValue, toPlain } from '@chaoskit/core';
import { parseYaml } from '@chaoskit/core/yaml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pyYaml } from './py-yaml.js';
import { valueYaml } from './settings-text.js';

describe('YAML as PyYAML dumps it', () => {
  test('blocks have sorted keys, lists stand at the margin of their key', () => {
    const value = parseJsonValue(
      '{"b": {"k.l": 2, "n": null, "a": [1, {"y": "x", "b": [[2], []]}]}, "a": {}, "f": 1.0}',
    );
    expect(pyYaml(value)).toBe(
      'a: {}\nb:\n  a:\n  - 1\n  - b:\n    - - 2\n    - []\n    y: x\n  k.l: 2\n  n: null\nf: 1.0\n',
    );
  });

  test.each<[Json, string]>([
    ['bearer', 'bearer\n...\n'],
    ['yes', "'yes'\n"],
    ['12:30', "'12:30'\n"],
    ['', "''\n"],
    ["it's: so", "'it''s: so'\n"],
    ['a # b', "'a # b'\n"],
    ['http://x/y?z=1', 'http://x/y?z=1\n...\n'],
    ['é', '"\\xE9"\n'],
    ['😀\n"', '"\\U0001F600\\n\\""\n'],
    [3e-7, '3.0e-07\n...\n'],
    [true, 'true\n...\n'],
    [null, 'null\n...\n'],
    [[], '[]\n'],
  ])('%j is %j', (value, text) => {
    expect(valueYaml(value)).toBe(text);
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (plain) => {
        const value = fromPlain(plain as Parameters<typeof fromPlain>[0]);
        const read = toPlain(parseYaml(pyYaml(value), 's.yaml').value);
        // As JSON, which has no -0 either.
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(toPlain(value))));
      }),
      { numRuns: 300 },
    );
  });
});
