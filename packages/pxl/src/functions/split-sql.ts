export type SqlDialect = 'pgsql' | 'mysql';

/** A piece of a statement: a constant value, a placeholder for one, or anything else. */
export interface SqlPart {
  readonly kind: 'literal' | 'placeholder' | 'other';
  readonly text: string;
}

// In order: comments; strings in single quotes; in double quotes; in backticks; placeholders; words and variables; numbers; blanks; the rest.
const pattern =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|([eExXbBnN]?'(?:[^'\\]|\\[\s\S]|'')*')|("(?:[^"\\]|\\[\s\S]|"")*")|(`[^`]*`)|(\$\d+|\?)|(@{0,2}[A-Za-z_][\w$]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(\s+)|([\s\S])/g;

/** A number in brackets behind one of these words is a length. */
const sizedTypes =
  /^(?:(?:var|n|nvar)?char(?:acter)?|varying|decimal|dec|numeric|float|real|double|(?:tiny|small|medium|big)?int(?:eger)?|bit|(?:var)?binary|time(?:stamp)?|datetime|year|text|blob)$/i;

/** Splits a statement; undefined where a quote or a comment is left open. */
export function splitSql(sql: string, dialect: SqlDialect): SqlPart[] | undefined {
  const parts: SqlPart[] = [];
  // The last words and signs that are neither blanks nor comments.
  const before: string[] = [];
  for (const [text, comment, single, double, , placeholder, word, number, blank, sign] of sql.matchAll(
    pattern,
  )) {
    if (sign === "'" || sign === '"' || sign === '`' || isOpenComment(comment)) return undefined;
    const isLiteral =
      single !== undefined ||
      (double !== undefined && dialect === 'mysql') ||
      (word !== undefined && isValueWord(word, dialect, before)) ||
      (number !== undefined && isValueNumber(dialect, before));
    const isPlaceholder = placeholder !== undefined && (placeholder === '?') === (dialect === 'mysql');
    parts.push({ kind: isLiteral ? 'literal' : isPlaceholder ? 'placeholder' : 'other', text });
    if (blank === undefined && comment === undefined) before.push(text.toLowerCase());
  }
  return parts;
}

function isOpenComment(comment = ''): boolean {
  return comment.startsWith('/*') && (comment.length < 4 || !comment.endsWith('*/'));
}

/** `true` and `false` are constants, but not what `IS` asks for; MySQL has `null` besides. */
function isValueWord(word: string, dialect: SqlDialect, before: readonly string[]): boolean {
  const previous = before.at(-1);
  if (previous === 'is' || previous === 'not') return false;
  return /^(?:true|false)$/i.test(word) || (dialect === 'mysql' && /^null$/i.test(word));
}

function isValueNumber(dialect: SqlDialect, before: readonly string[]): boolean {
  if (before.at(-1) === '(' && sizedTypes.test(before.at(-2) ?? '')) return false;
  // The numbers of MySQL's LIMIT are no constants in its grammar.
  if (dialect === 'pgsql') return true;
  const [previous, second, third] = before.slice(-3).reverse();
  if (previous === 'limit' || previous === 'offset') return false;
  return !(previous === ',' && third === 'limit' && /^\d+$/.test(second ?? ''));
}
