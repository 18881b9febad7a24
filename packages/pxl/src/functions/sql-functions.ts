import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

interface SqlToken {
  readonly kind: 'literal' | 'placeholder' | 'other';
  readonly text: string;
}

// Quoted identifiers and comments are kept; strings, numbers and the words that are values become parameters.
const tokenPattern =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"]|"")*"|`[^`]*`)|([eExXbB]?'(?:[^'\\]|\\.|'')*')|(\$\d+|\?)|([A-Za-z_][\w$]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(\s+)|([\s\S])/g;

const valueWords = new Set(['true', 'false', 'null']);

function tokenize(sql: string): SqlToken[] | undefined {
  const tokens: SqlToken[] = [];
  for (const found of sql.matchAll(tokenPattern)) {
    const [text, , quoted, placeholder, word, digits, , other] = found;
    if (other === "'" || other === '"' || other === '`' || isOpenComment(text)) return undefined;
    if (
      quoted !== undefined ||
      digits !== undefined ||
      (word !== undefined && valueWords.has(word.toLowerCase()))
    )
      tokens.push({ kind: 'literal', text });
    else tokens.push({ kind: placeholder === undefined ? 'other' : 'placeholder', text });
  }
  return tokens;
}

const isOpenComment = (text: string): boolean =>
  text.startsWith('/*') && (text.length < 4 || !text.endsWith('*/'));

const broken = JSON.stringify({ error: 'Unable to parse the SQL statement.' });

/** PostgreSQL's own limit: the protocol counts parameters in 16 bits. */
const mostParameters = 65_535;

/** Every constant replaced by a placeholder, numbered from `first` on. */
function normalize(sql: string, placeholder: (number: number) => string, given: readonly string[]): string {
  const tokens = tokenize(sql);
  if (tokens === undefined) return broken;
  const params = [...given];
  const highest = tokens.reduce(
    (most, token) => (token.kind === 'placeholder' ? Math.max(most, Number(token.text.slice(1)) || 0) : most),
    given.length,
  );
  if (highest > mostParameters) return broken;
  while (params.length < highest) params.push('');
  const query = tokens
    .map((token) => {
      if (token.kind !== 'literal') return token.text;
      params.push(token.text);
      return placeholder(params.length);
    })
    .join('');
  return JSON.stringify({ query, params });
}

/** `query=[…] params=[…]`, the form of an executed prepared statement. */
const prepared = /^query=\[([\s\S]*)\] params=\[([\s\S]*)\]$/;

function normalizeWith(sql: string, isExecute: boolean, placeholder: (number: number) => string): string {
  const found = isExecute && sql.endsWith(']') ? prepared.exec(sql) : null;
  if (found === null) return normalize(sql, placeholder, []);
  const [, query = '', params = ''] = found;
  return normalize(query, placeholder, params.trim() === '' ? [] : params.split(/,\s*/));
}

const mysqlQuery = 3n;
const mysqlPrepare = 22n;
const mysqlExecute = 23n;

function normalizeMysql([sql, command]: readonly Value[]): string {
  if (command !== mysqlQuery && command !== mysqlPrepare && command !== mysqlExecute)
    return JSON.stringify({ error: 'The command is no query.' });
  return normalizeWith(sql as string, command === mysqlExecute, () => '?');
}

/** SQL statements without their constants (pixie.md, appendix A.1). */
export const sqlFunctions: readonly ScalarOverload[] = [
  byValue(
    'normalize_pgsql',
    'STRING,STRING->STRING',
    ([sql, command]) => normalizeWith(sql as string, command === 'Execute', (number) => `$${number}`),
    { doc: 'JSON with the statement, its constants replaced by $1, $2, …, and the constants.' },
  ),
  byValue('normalize_mysql', 'STRING,INT64->STRING', normalizeMysql, {
    doc: 'JSON with the statement, its constants replaced by ?, and the constants.',
  }),
];
