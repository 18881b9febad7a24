import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from './json.js';
import { parseJson, parseJsonValue } from './parse-json.js';
import { RawNumber } from './raw-number.js';
import { stringifyJson } from './stringify-json.js';

describe("Python's dialect", () => {
  test.each<[string, string]>([
    ['1.0', '1.0'],
    ['1e5', '100000.0'],
    ['1E+20', '1e+20'],
    ['1e-7', '1e-07'],
    ['0.0001', '0.0001'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['12345678901234567890', '12345678901234567890'],
    ['-12345678901234567890', '-12345678901234567890'],
    ['1e400', 'Infinity'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
    ['{"a": 1, "a": 2}', '{"a": 2}'],
    ['\uFEFF [ ]', '[]'],
    ['{"__proto__": 1}', '{"__proto__": 1}'],
    ['"\\ud83d\\ude00\\u00e9\\/"', '"😀é/"'],
    ['"\u2028\u007f"', '"\u2028\u007f"'],
  ])('%s is written as %s', (text, expected) => {
    expect(stringifyJson(parseJsonValue(text))).toBe(expected);
  });

  test('indented as the journal is', () => {
    expect(stringifyJson({ a: [1, {}], b: [] }, { indent: 2 })).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}',
    );
  });
});

test('what was written is read back', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value)),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 200n }).map((value) => new RawNumber(String(value), 'int')),
  );
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      number,
      fc.string({ unit: 'binary' }),
      fc.constantFrom(null, true, false),
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree')) as fc.Arbitrary<Json>,
    ) as fc.Arbitrary<Json>,
  }));
  fc.assert(
    fc.property(tree, fc.constantFrom(undefined, 2), (value, indent) => {
      const text = stringifyJson(value, indent === undefined ? {} : { indent });
      expect(parseJsonValue(text)).toEqual(value);
    }),
  );
});

test("JavaScript's parser, where it is used, answers as ours", () => {
  const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})([.][0-9]{1,18})?([eE][-+]?[0-9]{1,3})?$/);
  const piece = fc.oneof(
    digits,
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      ' ',
      '"a"',
      '"1.0"',
      'null',
      'NaN',
      '-0',
      '1.0',
      '0.0',
      '"__proto__"',
      '"\\\\"',
      '"\\""',
    ),
    fc.string().map((text) => JSON.stringify(text)),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(digits, { minLength: 1 }).map((parts) => `[${parts.join(', ')}]`),
    fc
      .array(fc.tuple(fc.string(), digits))
      .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
    fc.json(),
  );
  const outcome = (of: string): unknown => {
    try {
      return stringifyJson(parseJsonValue(of));
    } catch (reason) {
      return { refused: (reason as Error).message };
    }
  };
  fc.assert(
    // A byte order mark is skipped, but not by JavaScript's parser.
    fc.property(text, (written) => {
      expect(outcome(written)).toEqual(outcome(`\uFEFF${written}`));
    }),
    { numRuns: 5000 },
  );
});

describe('places', () => {
  const document = parseJson('{\n  "a": [1,\n    {"b": "x"}]\n}', 'x.json');
  test.each<[(string | number)[], object]>([
    [[], { file: 'x.json', line: 1, column: 1, path: '' }],
    [['a'], { file: 'x.json', line: 2, column: 8, path: 'a' }],
    [['a', 1, 'b'], { file: 'x.json', line: 3, column: 11, path: 'a[1].b' }],
    [['a', 7, 'no such'], { file: 'x.json', line: 2, column: 8, path: 'a[7]["no such"]' }],
  ])('%j', (path, expected) => {
    expect(document.locate(path)).toEqual(expected);
  });

  test('any value of any text stands where it is said to', () => {
    const walk = (
      value: Json,
      path: (string | number)[],
      visit: (value: Json, path: (string | number)[]) => void,
    ) => {
      visit(value, path);
      if (Array.isArray(value))
        for (const [index, item] of value.entries()) walk(item, [...path, index], visit);
      else if (value !== null && typeof value === 'object' && !(value instanceof RawNumber)) {
        for (const [key, item] of Object.entries(value)) walk(item, [...path, key], visit);
      }
    };
    const values = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(values, (value) => {
        const text = stringifyJson(value);
        const parsed = parseJson(text, 'x.json');
        walk(parsed.value, [], (part, path) => {
          const { line, column = 0 } = parsed.locate(path);
          expect(line).toBe(1);
          expect(text.startsWith(stringifyJson(part), column - 1)).toBe(true);
        });
      }),
    );
  });

  test('the last of equal keys, and blanks wherever they may be', () => {
    const text = '\uFEFF [ { "a" : 1 , "a" : [ ] } , "\\\\" , -1.5e3\n, null ]';
    const spaced = parseJson(text, 'x.json');
    expect(spaced.locate([0, 'a'])).toMatchObject({ column: text.indexOf('[ ]') + 1 });
    expect(spaced.locate([1])).toMatchObject({ column: text.indexOf('"\\\\') + 1 });
    expect(spaced.locate([2])).toMatchObject({ column: text.indexOf('-1') + 1 });
    expect(spaced.locate([3])).toMatchObject({ line: 2, column: 3 });
  });

  test.each<[string, string, number, number]>([
    ['', 'the document ends where a value should be', 1, 1],
    ['{\n  "a": 1,\n}', "a comma before '}'", 3, 1],
    ['[1,]', "a comma before ']'", 1, 4],
    ["{'a': 1}", 'expected a key in double quotes', 1, 2],
    ['{"a" 1}', "expected ':' after the key", 1, 6],
    ['[1 2]', "expected ',' or ']'", 1, 4],
    ['[01]', "expected ',' or ']'", 1, 3],
    ['{} x', 'text after the end of the document', 1, 4],
    ['"a\nb"', 'a line break or control character in a text', 1, 3],
    ['["abc', 'a text without closing quote', 1, 2],
    ['"\\x"', 'an unknown escape in a text', 1, 3],
    [`[${'1'.repeat(5000)}]`, 'an integer with more than 4300 digits', 1, 2],
  ])('%j: %s', (text, message, line, column) => {
    expect(() => parseJson(text, 'x.json')).toThrow(
      expect.objectContaining({ message, place: { file: 'x.json', line, column } }),
    );
  });

  test('a megabyte of brackets is refused at once', () => {
    const started = performance.now();
    expect(() => parseJson('['.repeat(1_000_000), 'x.json')).toThrow(/nested deeper than/);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
