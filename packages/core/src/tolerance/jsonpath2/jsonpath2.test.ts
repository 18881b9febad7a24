import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../values/json.js';
import { parseJsonValue } from '../../values/parse-json.js';
import { stringifyJson } from '../../values/stringify-json.js';
import { findMatches } from './find-matches.js';
import { parsePath } from './parse-path.js';

const document = parseJsonValue(
  '{"store":{"book":[{"c":"r","p":8,"t":"A"},{"c":"f","p":12,"t":"B"},{"c":"f","p":9,"i":"x"}],"bike":{"p":19,"color":"red"}},"a-b":1,"and":2,"n":null,"s":"hello","x":[1,2,3,4],"z":0}',
);
const find = (path: string, value: Json = document): string =>
  stringifyJson(findMatches(parsePath(path), value));

describe('the recorded vectors', () => {
  test.each<[string, string]>([
    ['$.store.book[*].p', '[8, 12, 9]'],
    ['$.store.book[-1].p', '[9]'],
    ['$.store.book[0,2].p', '[8, 9]'],
    ['$.store.book[0:2].p', '[8, 12]'],
    ['$.x[::2]', '[1, 3]'],
    ['$.x[-2:]', '[3, 4]'],
    ['$.x[1:-1]', '[2, 3]'],
    ['$.x[::-1]', '[]'],
    ['$.x[3:0:-1]', '[4, 3, 2]'],
    ['$.x[10]', '[]'],
    ['$..p', '[8, 12, 9, 19]'],
    ['$.store.book[*]["t","p"]', '["A", 8, "B", 12, 9]'],
    ['$.store.book[?(@.p>8)].p', '[]'],
    ['$.store.book[*][?(@.p>8)].t', '["B"]'],
    ['$.store.book[*][?(not @.i)].t', '["A", "B"]'],
    ['$.store.book[*][?(@.zz != 8)].t', '[]'],
    ['$.store.book[*][?(@.c="r" or @.c="f" and @.p<10)].p', '[8, 9]'],
    ['$.store.book[*][?(@.p="8")].t', '[]'],
    ['$.store.book[*][?(@.p=8.0)].t', '["A"]'],
    ['$.store.book[$.z].t', '["A"]'],
    ['$.x[?(@>2)]', '[]'],
    ['$.x[*][?(@>2)]', '[3, 4]'],
    ['$.n', '[null]'],
    ['$.s[0]', '[]'],
    ['$.s.length()', '[5]'],
    ['$.store.keys()', '[["book", "bike"]]'],
    ['$.s.substring(1,3)', '["el"]'],
    ['$.s.charAt(1)', '["e"]'],
    ['$["a-b"]', '[1]'],
    ['$["and"]', '[2]'],
    ['$ . x [ 0 ]', '[1]'],
  ])('%s', (path, expected) => {
    expect(find(path)).toBe(expected);
  });

  test('a filter keeps the node itself', () => {
    expect(find('$.store.book[?(@.length()=3)].length()')).toBe('[3]');
  });
});

describe('syntax errors', () => {
  test.each<[string, string, string | undefined]>([
    ["$['store']", "unexpected ''' at position 3", 'texts stand in double quotes'],
    ['$.a-b', "unexpected '-'", 'a key with a dash stands in brackets and double quotes: ["a-b"]'],
    ['$.and', "'and' is a reserved word", 'write ["and"]'],
    ['$.', 'unexpected the end of the path', undefined],
    ['$..', 'unexpected the end of the path', undefined],
    ['foo', 'a path begins with $', 'try $.foo'],
    ['$foo', "unexpected 'foo'", undefined],
    ['$.x[1.0]', "'1.0' is no whole number", undefined],
    ['$.f()', "unknown function 'f'", 'there are length, keys, values, entries, charAt, substring'],
    ['$[?(@.c=="f")]', "unexpected '=='", "write a single '='"],
    ["$[?(@.c='f')]", "unexpected '''", 'texts stand in double quotes'],
    ['$[($.z)]', "unexpected '('", undefined],
    ['$[?(@.a && @.b)]', "unexpected '&'", "write 'and' instead of &&"],
    ['$[?(!@.a)]', "unexpected '!'", "write 'not' instead of !"],
    ['$[foo]', "'foo' without quotes", 'write ["foo"]'],
    ['$["a', 'text without closing quote', undefined],
  ])('%s: %s', (path, message, hint) => {
    expect(() => parsePath(path)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
    if (hint !== undefined) expect(() => parsePath(path)).toThrow(expect.objectContaining({ hint }));
  });
});

test('a path of brackets alone is refused at once', () => {
  expect(() => parsePath(`$${'[?(@'.repeat(200_000)}`)).toThrow('nested deeper than');
  expect(() => parsePath(`$[?(${'not '.repeat(200_000)}`)).toThrow('nested deeper than');
});

test('a path that would not end is given up', () => {
  const wide: Json = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1));
  expect(() => find('$..*[?($..*)]', wide)).toThrow('visits too many values');
});

const python = process.env.CHAOS_TEST_PYTHON ?? 'python3';
const script = `
import json, sys
from jsonpath2.path import Path
answers = []
for path, value in json.load(sys.stdin):
    try:
        parsed = Path.parse_str(path)
    except Exception:
        answers.append("syntax")
        continue
    try:
        answers.append(json.dumps([match.current_value for match in parsed.match(value)]))
    except Exception as error:
        answers.append(None)
json.dump(answers, sys.stdout)
`;

function askReference(pairs: readonly (readonly [string, string])[]): (string | null)[] | undefined {
  const input = `[${pairs.map(([path, value]) => `[${JSON.stringify(path)}, ${value}]`).join(',')}]`;
  const done = spawnSync(python, ['-c', script], { input, maxBuffer: 1 << 28 });
  return done.status === 0 ? (JSON.parse(done.stdout.toString()) as (string | null)[]) : undefined;
}

const available = askReference([['$', '1']])?.[0] === '[1]';

// Mostly right paths, with some noise that is not.
const { path } = fc.letrec<{ path: string; subscript: string; expression: string; operand: string }>(
  (tie) => ({
    path: fc
      .tuple(fc.constantFrom('$', '$', '$', '@'), fc.array(tie('subscript'), { maxLength: 3 }))
      .map(([from, steps]) => from + steps.join('')),
    subscript: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(
        '.a',
        '.b',
        '.*',
        '..a',
        '..*',
        '["a"]',
        '[0]',
        '[-1]',
        '[*]',
        '["a",0,*]',
        '.and',
        '.a-b',
        ' .c ',
        '$',
      ),
      fc.constantFrom(
        '.length()',
        '.keys()',
        '.values()',
        '.entries()',
        '[length()]',
        '.charAt(0)',
        '.substring(1)',
        '.substring(-2,1)',
        '.charAt(-1)',
        '.nope()',
        '.length(1)',
      ),
      fc
        .tuple(
          fc.integer({ min: -5, max: 5 }),
          fc.integer({ min: -5, max: 5 }),
          fc.constantFrom(-2, -1, 1, 2),
        )
        .map(([start, end, step]) => `[${start}:${end}:${step}]`),
      fc.constantFrom(
        '[:]',
        '[::]',
        '[1:]',
        '[:2]',
        '[::-1]',
        '[-9:]',
        '[:-9]',
        '[1.0]',
        '[1e1]',
        "['a']",
        '[01]',
      ),
      tie('path').map((inner) => `[${inner}]`),
      tie('path').map((inner) => `.charAt(${inner})`),
      tie('expression').map((inner) => `[?(${inner})]`),
      tie('expression').map((inner) => `[*][?(${inner})]`),
    ),
    expression: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc
        .tuple(tie('operand'), fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '=='), tie('operand'))
        .map((parts) => parts.join(' ')),
      tie('operand'),
      fc
        .tuple(tie('expression'), fc.constantFrom('and', 'or', '&&'), tie('expression'))
        .map((parts) => parts.join(' ')),
      tie('expression').map((inner) => `not ${inner}`),
      tie('expression').map((inner) => `(${inner})`),
    ),
    operand: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.constantFrom(
        '@',
        '@.a',
        '@.b',
        '$',
        '@.*',
        '1',
        '0',
        '1.0',
        '-1',
        '"a"',
        '""',
        'true',
        'false',
        'null',
        '[]',
        '[1]',
        '{}',
        '{"a": 1}',
        '{"a" 1}',
        '"\\"x"',
        'and',
      ),
      tie('path'),
    ),
  }),
);
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    fc.constantFrom<Json>(0, 1, -1, 2.5, true, false, null, 'a', 'b', '', 'héllo'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  ),
})).value;

test.skipIf(!available)(
  'random paths find what jsonpath2 finds (skipped where python3 has no jsonpath2)',
  () => {
    const pairs = fc
      .sample(fc.tuple(path, value), { numRuns: 3000, seed: 5 })
      .map(([text, tree]) => [text, JSON.stringify(tree)] as const);
    const answers = askReference(pairs) ?? [];
    const differences = pairs.flatMap(([text, tree], index) => {
      const expected = answers[index];
      if (expected === null || expected === undefined) return [];
      let ours: string;
      try {
        const parsed = parsePath(text);
        ours = stringifyJson(findMatches(parsed, parseJsonValue(tree)), { ascii: true });
      } catch (reason) {
        ours = reason instanceof Error && reason.name === 'JsonPathSyntaxError' ? 'syntax' : String(reason);
      }
      return ours === expected ? [] : [{ text, tree, ours, expected }];
    });
    expect(differences).toEqual([]);
  },
);
