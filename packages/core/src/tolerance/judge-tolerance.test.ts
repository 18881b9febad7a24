// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names in braces are what is tested here
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ActivityFailedError } from '../activity/outcome-errors.js';
import type { Json, JsonObject } from '../values/json.js';
import { parseJsonValue } from '../values/parse-json.js';
import { judgeTolerance } from './judge-tolerance.js';
import type { JudgeDeps } from './verdict.js';

const deps: JudgeDeps = {
  configuration: {
    code: 200,
    range: [1, 5],
    pat: 'a+',
    none: null,
    float: 1.5,
    tol: { type: 'regex', pattern: 'up' },
  },
  secrets: {},
  runProbe: async (activity) => {
    const provider = activity.provider as JsonObject;
    const { value = null } = provider.arguments as JsonObject;
    if (value === 'fail') throw new ActivityFailedError('no');
    if (value === 'crash') throw new TypeError('crash');
    return value;
  },
};
const judge = async (tolerance: string, value: string): Promise<boolean> =>
  (await judgeTolerance(parseJsonValue(tolerance), parseJsonValue(value), deps)).met;

describe('literals', () => {
  test.each<[string, string, boolean]>([
    ['true', '1', true],
    ['true', '"true"', false],
    ['true', '{"status": 1}', false],
    ['1', 'true', true],
    ['0', 'false', true],
    ['1', '1.0', true],
    ['200', '{"status": 200}', true],
    ['200', '{"status": "200"}', false],
    ['"200"', '{"status": 200}', false],
    ['"ok"', '"ok"', true],
    ['"OK"', '"ok"', false],
    ['[1,5]', '3', true],
    ['[200,299]', '{"status": 250}', false],
    ['[200,299]', '{"status": 299}', true],
    ['["a","c"]', '"b"', true],
    ['[1,5]', '"3"', false],
    ['[1,5]', 'null', false],
    ['[1,2,5]', '2', true],
    ['[1]', '1', true],
    ['[]', '1', false],
    ['[true,false]', 'true', false],
    ['[1,5]', '12345678901234567890', false],
    ['12345678901234567890', '12345678901234567890', true],
    ['12345678901234567890', '12345678901234567891', false],
    ['"${code}"', '{"status": 200}', true],
    ['"${range}"', '2', true],
    ['"${none}"', 'null', false],
    ['"${float}"', '1.5', false],
    ['"${tol}"', '"upper"', true],
  ])('%s judges %s: %s', async (tolerance, value, expected) => {
    expect(await judge(tolerance, value)).toBe(expected);
  });
});

describe('range', () => {
  const five = '{"type": "range", "range": [1, 5]}';
  const target = '{"type": "range", "range": [1, 5], "target": "status"}';
  const tenth = '{"type": "range", "range": [0.1, 5]}';
  test.each<[string, string, boolean]>([
    [five, '3', true],
    [five, '"3"', true],
    [five, '" 3 \\n"', true],
    [five, 'true', true],
    [five, '"1e0"', true],
    [five, '"x"', false],
    [five, '"inf"', false],
    [five, 'null', false],
    [five, '{"status": 3}', false],
    [five, '[3]', false],
    [five, '"nan"', false],
    [five, '5.0000000000000001', true],
    [five, '"5.0000000000000001"', false],
    [five, '"1e999999999"', false],
    [target, '{"status": 3}', true],
    [tenth, '"0.1"', true],
    [tenth, '0.1', true],
    [tenth, '"0.09999999999999999999"', false],
    ['{"type": "range", "range": [-2, -1]}', '-1', true],
  ])('%s judges %s: %s', async (tolerance, value, expected) => {
    expect(await judge(tolerance, value)).toBe(expected);
  });
});

describe('regex', () => {
  test.each<[string, string, boolean]>([
    ['{"type": "regex", "pattern": "a"}', '"bab"', true],
    ['{"type": "regex", "pattern": "^${pat}$"}', '"aaa"', true],
    ['{"type": "regex", "pattern": "a"}', '{"status": 1}', false],
    ['{"type": "regex", "pattern": "a"}', 'null', false],
    ['{"type": "regex", "pattern": "3"}', '3', false],
    ['{"type": "regex", "pattern": "a", "target": "stdout"}', '{"stdout": "a"}', true],
    ['{"type": "regex", "pattern": "a", "target": "zz"}', '{"stdout": "a"}', false],
    ['{"type": "regex", "pattern": "a", "target": "stdout"}', '"a"', false],
    ['{"type": "regex", "pattern": "${code}"}', '"200"', false],
    ['{"type": "regex", "pattern": "(a"}', '"a"', false],
  ])('%s judges %s: %s', async (tolerance, value, expected) => {
    expect(await judge(tolerance, value)).toBe(expected);
  });
});

test.each([
  [{ type: 'regex', pattern: '^(a+)+$', target: 'stdout' }, 'CHAOS_E_REGEX_TOO_COSTLY', '"^(a+)+$"'],
  [
    { type: 'jsonpath', path: "$[?match(@, '(a+)+')]", dialect: 'rfc9535' },
    'CHAOS_E_JSONPATH_TOO_COSTLY',
    'given up',
  ],
])('%j is given up where it would search for years', async (tolerance, code, text) => {
  const value = { stdout: `${'a'.repeat(46)}!` };
  await expect(judgeTolerance(tolerance, value, deps)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(text),
    hint: expect.stringContaining('one way only'),
  });
  // Nothing is left of it.
  expect(await judge('{"type": "regex", "pattern": "a"}', '"a"')).toBe(true);
});

describe('jsonpath', () => {
  const path = (more: string): string => `{"type": "jsonpath", "path": "$.a"${more}}`;
  test.each<[string, string, boolean]>([
    [path(''), '{"a": 1}', true],
    [path(''), '"{\\"a\\": 1}"', true],
    [path(''), '"not json"', false],
    [path(''), 'null', false],
    ['{"type": "jsonpath", "path": "$"}', 'null', true],
    [path(', "target": "body"'), '{"body": {"a": 1}}', true],
    [path(', "target": "zz"'), '{"body": {"a": 1}}', false],
    [path(', "target": "body"'), '[1]', false],
    [path(', "expect": 1'), '{"a": 1}', true],
    [path(', "expect": true'), '{"a": 1}', true],
    [path(', "expect": null'), '{"a": null}', true],
    [path(', "expect": null'), '{}', false],
    [path(', "expect": [1], "count": 5'), '{"a": 1}', true],
    [path(', "count": 0'), '{}', true],
    [path(', "count": "1"'), '{"a": 1}', false],
    [path(', "count": null'), '{"a": 1}', true],
    [path(', "expect": []'), '{}', true],
    [path(', "expect": {"x": 1}'), '{"a": {"x": 1}}', true],
    [path(', "expect": "${code}"'), '{"a": 200}', true],
    [
      '{"type": "jsonpath", "path": "$.l[?@.p > 8].n", "dialect": "rfc9535", "expect": ["x"]}',
      '{"l": [{"p": 9, "n": "x"}]}',
      true,
    ],
    ['{"type": "jsonpath", "path": "$.l[?(@.p > 8)].n", "expect": []}', '{"l": [{"p": 9, "n": "x"}]}', true],
    ['{"type": "jsonpath", "path": "$[", "dialect": "rfc9535"}', '[]', false],
    ['{"type": "jsonpath", "path": "nothing"}', '[]', false],
  ])('%s judges %s: %s', async (tolerance, value, expected) => {
    expect(await judge(tolerance, value)).toBe(expected);
  });
});

describe('probe', () => {
  const tolerance =
    '{"type": "probe", "name": "p", "provider": {"type": "python", "module": "m", "func": "f"}}';
  test.each<[string, boolean]>([
    ['0', false],
    ['3', true],
    ['""', false],
    ['"fail"', false],
  ])('returning %s: %s', async (value, expected) => {
    expect(await judge(tolerance, value)).toBe(expected);
  });

  test('an unexpected error goes on, the document stays as it is', async () => {
    await expect(judge(tolerance, '"crash"')).rejects.toThrow('crash');
    const written = parseJsonValue(tolerance) as JsonObject;
    await judgeTolerance(written, 1, deps);
    expect(written).toEqual(parseJsonValue(tolerance));
  });
});

test('no tolerance and no value throw, whatever they are', async () => {
  const kinds = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.record(
      {
        type: fc.constantFrom<Json>('regex', 'range', 'jsonpath', 'other', null),
        pattern: fc.oneof(fc.constantFrom<Json>('a', '(', null, 3), fc.string()),
        range: fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, fc.tuple(fc.float(), fc.string())),
        path: fc.oneof(fc.constantFrom<Json>('$', '$.a', '$..*', null), fc.string()),
        target: fc.constantFrom<Json>('a', 'status', null, 1),
        count: fc.jsonValue() as fc.Arbitrary<Json>,
        expect: fc.jsonValue() as fc.Arbitrary<Json>,
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
  );
  await fc.assert(
    fc.asyncProperty(kinds, fc.jsonValue() as fc.Arbitrary<Json>, async (tolerance, value) => {
      const verdict = await judgeTolerance(tolerance, value, deps);
      if (!verdict.met) expect(verdict.message).toBeTypeOf('string');
    }),
    { numRuns: 500 },
  );
});
