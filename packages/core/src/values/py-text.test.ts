import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonValue } from './parse-json.js';
import { pyRepr, pyStr } from './py-text.js';
import { floatRepr } from './python-number.js';

describe("Python's text of a value", () => {
  test.each<[string, string]>([
    ['true', 'True'],
    ['null', 'None'],
    ['1.0', '1.0'],
    ['1e20', '1e+20'],
    ['0.00001', '1e-05'],
    ['1e16', '1e+16'],
    ['123456789012345680.0', '1.2345678901234568e+17'],
    ['NaN', 'nan'],
    ['-Infinity', '-inf'],
    ['12345678901234567890', '12345678901234567890'],
    ['"plain"', 'plain'],
    ['[1, "x", null]', "[1, 'x', None]"],
    ['{"a": {"b": [true]}}', "{'a': {'b': [True]}}"],
    ['["it\'s"]', '["it\'s"]'],
    ['["it\'s \\"q\\""]', "['it\\'s \"q\"']"],
    ['["a\\nb\\t\\\\\\u0007\\u00a0\\u2028é😀"]', "['a\\nb\\t\\\\\\x07\\xa0\\u2028é😀']"],
    ['[]', '[]'],
    ['{}', '{}'],
  ])('%s is %s', (json, text) => {
    expect(pyStr(parseJsonValue(json))).toBe(text);
  });
});

const script = 'import json, sys; print(json.dumps([repr(value) for value in json.load(sys.stdin)]))';

function askPython(values: string): string[] | undefined {
  const done = spawnSync('python3', ['-c', script], { input: values, maxBuffer: 1 << 28 });
  return done.status === 0 ? (JSON.parse(done.stdout.toString()) as string[]) : undefined;
}

test.skipIf(askPython('[1]')?.[0] !== '1')(
  'numbers and texts as python3 writes them (skipped without it)',
  () => {
    const floats = fc
      .sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 2000, seed: 1 })
      .map((value) => (value === 0 ? 0 : value));
    // Python's JSON reader takes a number with an exponent for a float, whatever its value.
    expect(floats.map(floatRepr)).toEqual(
      askPython(`[${floats.map((value) => value.toExponential()).join(',')}]`),
    );
    // Up to the characters that were assigned long ago: the two know different versions of Unicode.
    const texts = fc.sample(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 0x52f }), fc.integer({ min: 0x2000, max: 0x2064 })), {
        maxLength: 12,
      }),
      {
        numRuns: 2000,
        seed: 2,
      },
    );
    const written = texts.map((codes) => String.fromCodePoint(...codes));
    const assigned = written.map((text) => text.replace(/\p{Cn}/gu, 'x'));
    expect(assigned.map(pyRepr)).toEqual(askPython(JSON.stringify(assigned)));
  },
);
