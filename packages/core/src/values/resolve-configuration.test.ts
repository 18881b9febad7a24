import { describe, expect, test } from 'vitest';
import type { Json } from './json.js';
import { parseJsonValue } from './parse-json.js';
import { resolveConfiguration } from './resolve-configuration.js';
import { stringifyJson } from './stringify-json.js';

describe('types of environment values', () => {
  test.each<[string, string, string]>([
    ['int', ' 7 ', '7'],
    ['int', '1_000', '1000'],
    ['integer', '+12345678901234567890', '12345678901234567890'],
    ['float', '1e3', '1000.0'],
    ['number', 'nan', 'NaN'],
    ['bool', '', 'true'],
    ['bool', 'off', 'true'],
    ['bool', 'No', 'false'],
    ['bool', '0', 'false'],
    ['bool', 'FALSE', 'false'],
    ['json', '', '""'],
    ['json', '{"a": 1.0}', '{"a": 1.0}'],
    ['str', '1', '"1"'],
  ])('%s of %j is %s', (type, text, expected) => {
    const declared = { x: { type: 'env', key: 'X', env_var_type: type } };
    const { values, issues } = resolveConfiguration(declared, { env: { X: text } });
    expect(issues).toEqual([]);
    expect(stringifyJson(values.x ?? 'absent')).toBe(expected);
  });

  test.each<[Json, Json, string]>([
    ['int', 'abc', "cannot convert 'abc' to int"],
    ['int', '', "cannot convert '' to int"],
    ['int', '1.5', "cannot convert '1.5' to int"],
    ['int', null, 'cannot convert None to int'],
    ['bool', 1, 'cannot convert 1 to bool'],
    ['json', '{', 'not valid JSON'],
    ['shape', 'x', 'variable type can only be: bool, str, int, float, bytes or json'],
  ])('%s of default %j is refused: %s', (type, fallback, problem) => {
    const declared = { x: { type: 'env', key: 'X', env_var_type: type, default: fallback } };
    const { issues } = resolveConfiguration(declared, { env: {} });
    expect(issues).toMatchObject([{ severity: 'error', place: { path: 'configuration.x' } }]);
    expect(issues[0]?.message).toContain(problem);
  });
});

test('a set but empty variable wins over the default; null is a default; the default is converted too', () => {
  const declared = parseJsonValue(
    '{"a": {"type": "env", "key": "E", "default": "x"}, "b": {"type": "env", "key": "N", "default": null}, "c": {"type": "env", "key": "N", "default": "12", "env_var_type": "int"}, "d": {"type": "probe", "name": "later"}}',
  ) as Record<string, Json>;
  const { values, issues } = resolveConfiguration(declared, { env: { E: '' } });
  expect(issues).toEqual([]);
  expect(values).toEqual({ a: '', b: null, c: 12, d: { type: 'probe', name: 'later' } });
});

test('overrides replace what is declared and are read like it; others warn', () => {
  const sources = { env: { V: 'v' }, overrides: { a: { type: 'env', key: 'V' }, zzz: 1 } };
  const { values, issues } = resolveConfiguration({ a: 1 }, sources);
  expect(values).toEqual({ a: 'v' });
  expect(issues).toMatchObject([{ severity: 'warning', code: 'CHAOS_V_VARIABLE_UNUSED' }]);
});

test("a missing variable is the reference's error", () => {
  const { issues } = resolveConfiguration({ a: { type: 'env', key: 'NOPE' } }, { env: {} });
  expect(issues[0]?.message).toBe(
    'Configuration makes reference to an environment key that does not exist: NOPE',
  );
});
