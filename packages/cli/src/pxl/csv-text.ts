import { encodeValue } from '@chaoskit/pxl';
import type { QueryTable } from './query.js';

/** A table as RFC 4180: a line of names, then the rows. */
export function csvText({ relation, rows }: QueryTable): string {
  const lines = [
    relation.map(({ name }) => quoted(name)),
    ...rows.map((row) =>
      relation.map(({ type }, index) => quoted(String(encodeValue(type, row[index] ?? '')))),
    ),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
