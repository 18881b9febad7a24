import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/types.js';
import { builtinFunctions } from './builtin-functions.js';

function call(name: string, ...args: Value[]): Value {
  const implementation = builtinFunctions.scalar(name)?.[0]?.implementation;
  if (implementation?.by !== 'value') throw new Error(`px.${name} is no function of values`);
  return implementation.apply(args, undefined as never);
}

/** Where a function would go over the rest of a text again from each of its characters, these take minutes: the test's time ends first. */
const count = 300_000;

describe('functions of texts pass over a long one once', () => {
  test.each(['a', '1', 'a.', '1e', '-', '%'])('addresses of mail in %j, again and again', (part) => {
    const text = part.repeat(count / part.length);
    expect(call('redact_pii_best_effort', `${text} me@example.org`)).toBe(`${text} <REDACTED_EMAIL>`);
  });

  test('comments of SQL that are not closed', () => {
    expect(call('normalize_pgsql', '/* '.repeat(count / 3), 'Query')).toMatch(/Unable to parse/);
    expect(call('normalize_pgsql', 'select 1 /* 2 */', 'Query')).toBe(
      '{"query":"select $1 /* 2 */","params":["1"]}',
    );
  });

  test('signs of variables without a name', () => {
    const signs = '@'.repeat(count);
    expect(call('normalize_mysql', `${signs}a = 1`, 3n)).toBe(`{"query":"${signs}a = ?","params":["1"]}`);
  });

  test('prepared statements without an end', () => {
    const sql = 'query=[] params=['.repeat(count / 16);
    expect(call('normalize_pgsql', sql, 'Execute')).toBe('{"query":"","params":[]}');
    expect(call('normalize_pgsql', 'select $4000000000', 'Query')).toMatch(/more parameter placeholders/);
  });

  test('patterns have a length', () => {
    expect(call('replace', '.'.repeat(1_001), 'a'.repeat(count), 'b')).toBe(
      'Invalid regex expr: pattern too large - compile failed',
    );
    expect(call('regex_match', `${'a'.repeat(999)}*`, 'a'.repeat(count))).toBe(true);
  });
});
