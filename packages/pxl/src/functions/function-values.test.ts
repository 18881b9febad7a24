import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/types.js';
import { query } from '../testing/query.js';

/** What an expression comes to in a column; not folded, since `t` and `n` are columns. */
function computed(expression: string, text = '', number = 0): Value | undefined {
  const script = `import px\ndf = px.DataFrame('one')\ndf.x = ${expression}\npx.display(df[['x']])\n`;
  const one = { columns: { t: 'STRING', n: 'FLOAT64' } as const, rows: [[text, number]] };
  return query(script, { one }).output?.[0]?.[0];
}

const sql = (text: string, function_: string, command: string) =>
  JSON.parse(String(computed(`px.${function_}(df.t, ${command})`, text)));

describe('SQL', () => {
  test.each<[string, string, string, string[]]>([
    ["'Query'", 'SELECT 1', 'SELECT $1', ['1']],
    [
      "'Query'",
      "SELECT * FROM a WHERE b >= 11 AND c='it''s' LIMIT 5",
      'SELECT * FROM a WHERE b >= $1 AND c=$2 LIMIT $3',
      ['11', "'it''s'", '5'],
    ],
    ["'Query'", 'CREATE TABLE a (n varchar(20), m int)', 'CREATE TABLE a (n varchar(20), m int)', []],
    ["'Query'", 'SELECT "col 1" FROM a WHERE x IS NOT NULL', 'SELECT "col 1" FROM a WHERE x IS NOT NULL', []],
    [
      "'Query'",
      String.raw`INSERT INTO a VALUES (1, 1.5e3, true, E'\\xDE') -- 7`,
      'INSERT INTO a VALUES ($1, $2, $3, $4) -- 7',
      ['1', '1.5e3', 'true', String.raw`E'\\xDE'`],
    ],
    // Placeholders are numbered anew, and take their values along.
    [
      "'Execute'",
      "query=[SELECT * FROM a WHERE b=$2 AND c=3 AND d=$1] params=['x', 'y']",
      'SELECT * FROM a WHERE b=$1 AND c=$2 AND d=$3',
      ["'y'", '3', "'x'"],
    ],
    ["'Execute'", 'SELECT 1', 'SELECT $1', ['1']],
    [
      '3',
      'SELECT * FROM a WHERE b=@v AND c="x" LIMIT 2, 3',
      'SELECT * FROM a WHERE b=@v AND c=? LIMIT 2, 3',
      ['"x"'],
    ],
    ['3', 'UPDATE a SET b=NULL WHERE c IS NULL', 'UPDATE a SET b=? WHERE c IS NULL', ['NULL']],
    [
      '23',
      'query=[SELECT a WHERE b=? AND c=5 AND d=?] params=[7, x]',
      'SELECT a WHERE b=? AND c=? AND d=?',
      ['7', '5', 'x'],
    ],
  ])('%s: %s', (command, text, statement, params) => {
    const function_ = command.startsWith("'") ? 'normalize_pgsql' : 'normalize_mysql';
    expect(sql(text, function_, command)).toEqual({ query: statement, params });
  });

  test.each([
    ['normalize_pgsql', "'Parse'", 'SELECT 1', "cmd_code must be one of 'Query' or 'Execute'"],
    ['normalize_mysql', '22', 'SELECT 1', "cmd_code must be one of '3' or '23'"],
    [
      'normalize_pgsql',
      "'Query'",
      'SELECT $1',
      'Query has more parameter placeholders in it than parameter values were passed in',
    ],
    ['normalize_pgsql', "'Query'", "SELECT 'open", 'Unable to parse the SQL statement.'],
  ])('%s(%s) of %s: an error', (function_, command, text, error) => {
    expect(sql(text, function_, command)).toEqual({ error });
  });
});

describe('names of codes', () => {
  test.each([
    ['px.amqp_method_name(10, 11)', 'ConnectionStart-ok'],
    ['px.amqp_method_name(60, 72)', 'BasicGet-empty'],
    ['px.amqp_method_name(50, 0)', 'Queue'],
    ['px.amqp_method_name(60, 9)', 'Unknown'],
    ['px.amqp_method_name(1, 0)', 'Unknown'],
    ['px.http_resp_message(306)', '(Unused)'],
    ['px.mux_frame_type_name(127)', 'Rerr (legacy)'],
    ['px.protocol_name(12)', 'AMQP'],
    ['px.protocol_name(11)', 'Invalid (11)'],
    ['px.grpc_status_code_to_str(16)', 'UNAUTHENTICATED'],
    ['px.grpc_status_code_to_str(99)', 'unknown code'],
    ['px.dns_rcode_name(12)', '12'],
  ])('%s is %s', (expression, name) => {
    expect(computed(expression)).toBe(name);
  });
});

describe('personal data', () => {
  test.each([
    ['mail me: some.body+x@mail.example.org!', 'mail me: <REDACTED_EMAIL>!'],
    ['a%40b.example', '<REDACTED_EMAIL>'],
    ['10.0.0.1 and 999.999.0.0', '<REDACTED_IPV4> and 999.999.0.0'],
    [
      'fe80::1:2 ::1 1:2:3:4:5:6:7:8 1::10.0.0.1',
      '<REDACTED_IPV6> <REDACTED_IPV6> <REDACTED_IPV6> <REDACTED_IPV6>',
    ],
    ['1:2:3:4:5:6', '1:2:3:4:5:6'],
    ['00:1b:44:11:3a:b7', '<REDACTED_MAC_ADDR>'],
    [
      'card 4111 1111-1111 1111, no card 5555 0000 0000 0000',
      'card <REDACTED_CC_NUMBER>, no card 5555 0000 0000 0000',
    ],
    ['49-015420-323751-8 and 49-015420-323751-80', '<REDACTED_IMEI> and <REDACTED_IMEI>'],
    ['DE89 3704 0044 0532 0130 00', '<REDACTED_IBAN>'],
    ['DE88370400440532013000', 'DE88370400440532013000'],
    ['123-45-6789, not 666-45-6789', '<REDACTED_SSN>, not 666-45-6789'],
    ['abcdef00123459689', 'abcdef00123459689'],
  ])('%s', (text, redacted) => {
    expect(computed('px.redact_pii_best_effort(df.t)', text)).toBe(redacted);
  });

  test('a megabyte of what nearly is something takes no time to speak of', () => {
    for (const text of [
      '1'.repeat(1_000_000),
      '1:'.repeat(500_000),
      'a.'.repeat(500_000),
      'AA11 '.repeat(200_000),
    ]) {
      expect(String(computed('px.redact_pii_best_effort(df.t)', text)).length).toBeGreaterThan(0);
    }
  });
});

describe('numbers', () => {
  test.each([
    ['px.round(df.n, 2)', 1e21, '1000000000000000000000.00'],
    ['px.round(df.n, 0)', 1e22, '10000000000000000000000'],
    ['px.round(df.n, 1)', -0, '-0.0'],
    ['px.round(df.n, -1)', 1.5, '1.500000'],
    ['px.round(df.n, 1)', 0.25, '0.2'],
    ['px.round(df.n, 1)', 0.35, '0.3'],
    ['px.round(df.n, 2)', Number.NaN, 'nan'],
    ['px.pow(1, df.n)', Number.NaN, 1],
    ['px.pow(-1, df.n)', Number.NEGATIVE_INFINITY, 1],
    ['px.approxEqual(df.n, 1.0)', 1 + 1e-12, false],
    ['px.bin(df.n, 5)', -7.9, -5n],
  ])('%s of %d is %s', (expression, number, expected) => {
    expect(computed(expression, '', number)).toBe(expected);
  });
});

describe('texts', () => {
  test.each<[string, string, Value]>([
    ['px.split(df.t, "")', 'abc', '["a","b","c"]'],
    ['px.split(df.t, "")', '', '[""]'],
    ['px.split(df.t, ",")', 'a\u001f,b', '["a\\u001F","b"]'],
    ['px.replace("a*", df.t, "-")', 'baac', '-b-c-'],
    ['px.replace("(b)(c)?", df.t, "<\\\\2\\\\1>")', 'abca', 'a<cb>a'],
    ['px.replace("(", df.t, "")', 'x', 'Invalid regex expr: missing ): ('],
    [
      'px.replace("a", df.t, "\\\\1")',
      'x',
      'Invalid regex in substitution string: Rewrite schema requests 1 matches, but the regexp only has 0 parenthesized subexpressions.',
    ],
    [
      'px.replace("a", df.t, "\\\\x")',
      'x',
      "Invalid regex in substitution string: Rewrite schema error: '\\' must be followed by a digit or '\\'.",
    ],
    ['px._match_regex_rule(\'{"n": "[0-9]+", "w": "[a-z]+"}\', df.t)', 'abc', 'w'],
    ['px.uri_parse(df.t)', 'http://h:/x', 'Port parsing failed.'],
    ['px.uri_recompose("http", "", "h", 0, "", "", "")', '', 'http://h/'],
    ['px.uri_recompose("http", "u", "h", 80, "p", "q", "f")', '', 'http://u@h:80/p?q#f'],
    ['px.uri_recompose("http", "", "h", -1, "", "", "")', '', 'Failed to recompose URI'],
    ['px.pluck(df.t, "a")', '{"a":-0}', '0'],
    ['px.pluck_float64(df.t, "a")', '{"a":18446744073709551616}', 18446744073709552000],
    ['px.pluck_int64(df.t, "a")', '{"a":9223372036854775808}', 0n],
    ['px.atoi(df.t, -1)', ' +7\t', 7n],
    ['px.atoi(df.t, -1)', '7.0', -1n],
  ])('%s of %j', (expression, text, expected) => {
    expect(computed(expression, text)).toBe(expected);
  });
});
