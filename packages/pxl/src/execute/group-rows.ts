import { type Column, keyOf, valueAt } from '../columns/column.js';
import type { GroupedRows } from '../functions/implementation.js';

export interface Groups extends GroupedRows {
  /** The first row of each group, in order of appearance. */
  readonly firstRows: Uint32Array;
}

/** Groups rows by equal keys; groups are numbered as they first appear. No keys: one group, also over no rows. */
export function groupRows(keys: readonly Column[], rows: number): Groups {
  if (keys.length === 0)
    return { rows, groupOf: new Uint32Array(rows), count: 1, firstRows: new Uint32Array(1) };
  let codes = distinctCodes(keys[0] as Column, rows);
  for (const key of keys.slice(1)) codes = combine(codes, distinctCodes(key, rows), rows);
  return numberGroups(codes, rows);
}

/** One number a row, equal exactly for equal values; `width` is larger than all of them. */
interface Codes {
  readonly values: Uint32Array;
  readonly width: number;
}

function distinctCodes(column: Column, rows: number): Codes {
  switch (column.form) {
    case 'constant':
      return { values: new Uint32Array(rows), width: 1 };
    case 'boolean':
      return { values: Uint32Array.from(column.values), width: 2 };
    case 'coded': {
      // A dictionary may hold a value twice: equal values share the first one's code.
      const canonical = new Uint32Array(column.dictionary.length);
      const first = new Map<string | number | bigint | boolean, number>();
      for (const [code, value] of column.dictionary.entries()) {
        const key = keyOf(value);
        canonical[code] = first.get(key) ?? code;
        if (!first.has(key)) first.set(key, code);
      }
      const values = new Uint32Array(rows);
      for (let row = 0; row < rows; row++) values[row] = canonical[column.codes[row] as number] as number;
      return { values, width: Math.max(column.dictionary.length, 1) };
    }
    case 'small':
      return numberDistinct(rows, column.offsets);
    case 'float':
      return numberDistinct(rows, column.values);
    case 'wide':
      return numberDistinct(
        rows,
        Array.from({ length: rows }, (_, row) => valueAt(column, row) as bigint),
      );
  }
}

function numberDistinct(rows: number, keys: ArrayLike<number | bigint>): Codes {
  const values = new Uint32Array(rows);
  const known = new Map<number | bigint, number>();
  let lastKey: number | bigint | undefined;
  let lastCode = 0;
  for (let row = 0; row < rows; row++) {
    const key = keys[row] as number | bigint;
    // Time windows come in runs: most rows are in the group of the row before.
    if (key !== lastKey) {
      let code = known.get(key);
      if (code === undefined) {
        code = known.size;
        known.set(key, code);
      }
      lastKey = key;
      lastCode = code;
    }
    values[row] = lastCode;
  }
  return { values, width: Math.max(known.size, 1) };
}

function combine(left: Codes, right: Codes, rows: number): Codes {
  const pairs = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    pairs[row] = (left.values[row] as number) * right.width + (right.values[row] as number);
  return numberDistinct(rows, pairs);
}

function numberGroups({ values, width }: Codes, rows: number): Groups {
  const numberOf = new Int32Array(width).fill(-1);
  const groupOf = new Uint32Array(rows);
  const firstRows: number[] = [];
  for (let row = 0; row < rows; row++) {
    const code = values[row] as number;
    let group = numberOf[code] as number;
    if (group < 0) {
      group = firstRows.length;
      numberOf[code] = group;
      firstRows.push(row);
    }
    groupOf[row] = group;
  }
  return { rows, groupOf, count: firstRows.length, firstRows: Uint32Array.from(firstRows) };
}
