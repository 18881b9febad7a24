// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names in braces are what is tested here
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from './json.js';
import { parseJsonValue } from './parse-json.js';
import { pyStr } from './py-text.js';
import { stringifyJson } from './stringify-json.js';
import { substitute, substituteArguments } from './substitute.js';

const configuration = parseJsonValue(
  '{"i":8,"f":1.0,"b":true,"n":null,"l":[1,"x"],"d":{"a":1},"ref":"${i}"}',
) as Record<string, Json>;
const secrets = { g1: { i: 'secret', tok: 'T1' }, g2: { tok: 'T2', nest: { deep: 1 } } };

describe('the recorded vectors', () => {
  test.each<[string, string]>([
    ['"${i}"', '8'],
    ['"$i"', '"8"'],
    ['"${n}"', 'null'],
    ['"${f}"', '1.0'],
    ['"${l}"', '[1, "x"]'],
    ['"${ref}"', '"${i}"'],
    ['"${tok}"', '"T1"'],
    ['"${nest}"', '{"deep": 1}'],
    ['"${deep}"', '"${deep}"'],
    ['"${g1}"', '"${g1}"'],
    ['"${I}"', '"${I}"'],
    ['"${i.x}"', '"${i.x}"'],
    ['"${ i }"', '"${ i }"'],
    ['"${}"', '"${}"'],
    ['"${i:-x}"', '"${i:-x}"'],
    ['"${i}\\n"', '"8\\n"'],
    ['"x${b}"', '"xTrue"'],
    ['"x${n}"', '"xNone"'],
    ['"x${f}"', '"x1.0"'],
    ['"x${l}"', '"x[1, \'x\']"'],
    ['"x${d}"', '"x{\'a\': 1}"'],
    ['"${i}${i}"', '"88"'],
    ['"$${i}"', '"${i}"'],
    ['"$$"', '"$"'],
    ['"a$"', '"a$"'],
    ['"$(i)"', '"$(i)"'],
    ['"$missing"', '"$missing"'],
    ['"$toString ${constructor}"', '"$toString ${constructor}"'],
    ['{"${i}": "${i}"}', '{"${i}": 8}'],
    ['[["$i", {"k": "${l}"}], 1.0, null]', '[["8", {"k": [1, "x"]}], 1.0, null]'],
  ])('%s becomes %s', (written, expected) => {
    expect(stringifyJson(substitute(parseJsonValue(written), configuration, secrets))).toBe(expected);
  });
});

test('arguments are left alone where there is nothing to substitute', () => {
  expect(substituteArguments('$$', {}, {})).toBe('$$');
  expect(substituteArguments('$$', { a: 1 }, {})).toBe('$');
});

test('a text without $ is never changed, a lone name keeps its value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = value as Json;
      expect(substitute('${v}', { v: json }, {})).toEqual(json);
      expect(substitute('<${v}>', { v: json }, {})).toBe(`<${pyStr(json)}>`);
    }),
  );
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('$')),
      (text) => {
        expect(substitute(text, configuration, secrets)).toBe(text);
      },
    ),
  );
});

test('substituting never changes its input', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = JSON.stringify(value);
      substitute([value as Json, '${i}'], configuration, secrets);
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});
