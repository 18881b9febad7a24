import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import { jsonString, stringList } from './json-text.js';
import { type SqlDialect, splitSql } from './split-sql.js';

const failed = (error: string): string => `{"error":${jsonString(error)}}`;
const tooFew = 'Query has more parameter placeholders in it than parameter values were passed in';

/**
 * The statement with a placeholder for each of its constants and its own placeholders, in order; and the values behind them.
 * What was a placeholder takes its value from `given`.
 */
function normalize(sql: string, dialect: SqlDialect, given: readonly string[]): string {
  const parts = splitSql(sql, dialect);
  if (parts === undefined) return failed('Unable to parse the SQL statement.');
  const params: string[] = [];
  let used = 0;
  let query = '';
  for (const { kind, text } of parts) {
    if (kind === 'other') {
      query += text;
      continue;
    }
    const at = kind === 'literal' ? -1 : text === '?' ? used++ : Number(text.slice(1)) - 1;
    const value = at < 0 ? text : given[at];
    if (value === undefined) return failed(tooFew);
    params.push(value);
    query += dialect === 'mysql' ? '?' : `$${params.length}`;
  }
  return `{"query":${jsonString(query)},"params":${stringList(params)}}`;
}

/** `query=[…] params=[…]`, the form of an executed prepared statement; what is missing of it is empty. */
function normalizeExecuted(text: string, dialect: SqlDialect): string {
  const inner = withoutPrefix(text, 'query=[');
  const close = inner.indexOf(']');
  const query = close < 0 ? inner : inner.slice(0, close);
  const rest = withoutPrefix(inner.slice(query.length), '] params=[');
  const end = rest.lastIndexOf(']');
  return normalize(query, dialect, (end < 0 ? rest : rest.slice(0, end)).split(', '));
}

const withoutPrefix = (text: string, prefix: string): string =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text;

const mysqlQuery = 3n;
const mysqlExecute = 23n;

function normalizeMysql([sql, command]: readonly Value[]): string {
  if (command === mysqlExecute) return normalizeExecuted(sql as string, 'mysql');
  if (command === mysqlQuery) return normalize(sql as string, 'mysql', []);
  return failed(`cmd_code must be one of '${mysqlQuery}' or '${mysqlExecute}'`);
}

function normalizePgsql([sql, command]: readonly Value[]): string {
  if (command === 'Execute') return normalizeExecuted(sql as string, 'pgsql');
  if (command === 'Query') return normalize(sql as string, 'pgsql', []);
  return failed("cmd_code must be one of 'Query' or 'Execute'");
}

/** SQL statements without their constants (pixie.md, appendix A.1). */
export const sqlFunctions: readonly ScalarOverload[] = [
  byValue('normalize_pgsql', 'STRING,STRING->STRING', normalizePgsql, {
    doc: 'JSON with the statement, its constants replaced by $1, $2, …, and the constants.',
  }),
  byValue('normalize_mysql', 'STRING,INT64->STRING', normalizeMysql, {
    doc: 'JSON with the statement, its constants replaced by ?, and the constants.',
  }),
];
