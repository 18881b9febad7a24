import type { ColumnSpec, Relation } from '../columns/types.js';

/**
 * Columns of the table that a bpftrace program fills: the fields of its first `printf` whose format names all of them, `name:%d`.
 * `time_` is a time, `%s` a text, every other conversion an integer. Undefined where no `printf` does: nothing is known of the table then.
 */
export function tracepointRelation(program: string): Relation | undefined {
  for (const [, format = ''] of program.matchAll(/printf\s*\(\s*"((?:[^"\\]|\\.)*)"/g)) {
    const fields = format
      .replaceAll('\\n', ' ')
      .split(/\s+/)
      .filter((field) => field !== '')
      .map(columnOf);
    if (fields.length > 0 && fields.every((field) => field !== undefined)) return fields;
  }
  return undefined;
}

function columnOf(field: string): ColumnSpec | undefined {
  const [, name, conversion] = /^(\w+):%[-+#0-9.]*(?:hh|h|ll|l|j|z|t)?([a-zA-Z])$/.exec(field) ?? [];
  if (name === undefined) return undefined;
  const type = name === 'time_' ? 'TIME64NS' : conversion === 's' ? 'STRING' : 'INT64';
  return { name, type, semanticType: 'ST_NONE' };
}
