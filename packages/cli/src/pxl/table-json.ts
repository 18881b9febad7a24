import { encodeValue } from '@chaoskit/pxl';
import type { QueryTable } from './query.js';

/** A table as one JSON object, rows as lists of values in column order. */
export function tableJson({ name, relation, rows }: QueryTable): object {
  return {
    table: name,
    columns: relation.map((column) => ({
      name: column.name,
      type: column.type,
      semanticType: column.semanticType,
    })),
    rows: rows.map((row) => relation.map(({ type }, index) => encodeValue(type, row[index] ?? ''))),
  };
}

/** The rows of a table as JSON objects, keys in column order. */
export function rowObjects({ relation, rows }: QueryTable): Record<string, boolean | number | string>[] {
  return rows.map((row) =>
    Object.fromEntries(relation.map(({ name, type }, index) => [name, encodeValue(type, row[index] ?? '')])),
  );
}
