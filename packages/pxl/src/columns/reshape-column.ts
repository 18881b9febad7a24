import { buildColumn } from './build-column.js';
import {
  booleanColumn,
  type Column,
  codedColumn,
  constantColumn,
  floatColumn,
  smallColumn,
  valueAt,
  wideColumn,
  zeroValue,
} from './column.js';
import type { DataType, Value } from './types.js';

/** A row number that stands for no row: the zero value is taken. */
export const noRow = 0xffff_ffff;

/** The rows of `column` named by `rows`, in that order; {@link noRow} gives the zero value. */
export function gather(column: Column, rows: Uint32Array, mayMiss = false): Column {
  if (mayMiss) return gatherWithGaps(column, rows);
  switch (column.form) {
    case 'constant':
      return constantColumn(column.type, column.value, rows.length);
    case 'small': {
      const { offsets, base, type } = column;
      const picked = new Float64Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = offsets[rows[at] as number] as number;
      return smallColumn(type, picked, base);
    }
    case 'wide': {
      const { values, type } = column;
      const picked = new BigInt64Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = values[rows[at] as number] as bigint;
      return wideColumn(type, picked);
    }
    case 'float': {
      const { values } = column;
      const picked = new Float64Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = values[rows[at] as number] as number;
      return floatColumn(picked);
    }
    case 'boolean': {
      const { values } = column;
      const picked = new Uint8Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = values[rows[at] as number] as number;
      return booleanColumn(picked);
    }
    case 'coded': {
      const { codes, dictionary, type } = column;
      const picked = new Uint32Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = codes[rows[at] as number] as number;
      return codedColumn(type, picked, dictionary);
    }
  }
}

function gatherWithGaps(column: Column, rows: Uint32Array): Column {
  const zero = zeroValue(column.type);
  if (column.form === 'coded') {
    const dictionary = [...column.dictionary, zero];
    const codes = new Uint32Array(rows.length);
    for (const [at, row] of rows.entries())
      codes[at] = row === noRow ? column.dictionary.length : (column.codes[row] as number);
    return codedColumn(column.type, codes, dictionary);
  }
  return buildColumn(
    column.type,
    Array.from(rows, (row) => (row === noRow ? zero : valueAt(column, row))),
  );
}

/** Rows `from` up to, not including, `to`; shares the values. */
export function slice(column: Column, from: number, to: number): Column {
  switch (column.form) {
    case 'constant':
      return constantColumn(column.type, column.value, to - from);
    case 'small':
      return smallColumn(column.type, column.offsets.subarray(from, to), column.base);
    case 'wide':
      return wideColumn(column.type, column.values.subarray(from, to));
    case 'float':
      return floatColumn(column.values.subarray(from, to));
    case 'boolean':
      return booleanColumn(column.values.subarray(from, to));
    case 'coded':
      return codedColumn(column.type, column.codes.subarray(from, to), column.dictionary);
  }
}

/** The rows of all columns, one after the other. */
export function concatenate(type: DataType, columns: readonly Column[]): Column {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only;
  if (type === 'STRING' || type === 'UINT128') return concatenateCoded(type, columns);
  const offsets = commonOffsets(columns);
  if (offsets !== undefined) return offsets;
  const values: Value[] = [];
  for (const column of columns) for (let row = 0; row < column.rows; row++) values.push(valueAt(column, row));
  return buildColumn(type, values);
}

/** INT64s and TIME64NS that count from the same base, without a BigInt each. */
function commonOffsets(columns: readonly Column[]): Column | undefined {
  const [first] = columns;
  if (first?.form !== 'small') return undefined;
  const offsets = new Float64Array(columns.reduce((sum, { rows }) => sum + rows, 0));
  let at = 0;
  for (const column of columns) {
    if (column.form !== 'small' || column.base !== first.base) return undefined;
    offsets.set(column.offsets, at);
    at += column.rows;
  }
  return smallColumn(first.type, offsets, first.base);
}

function concatenateCoded(type: 'STRING' | 'UINT128', columns: readonly Column[]): Column {
  const codes = new Uint32Array(columns.reduce((sum, { rows }) => sum + rows, 0));
  const dictionary: Value[] = [];
  let at = 0;
  for (const column of columns) {
    const shift = dictionary.length;
    if (column.form === 'coded') {
      for (const value of column.dictionary) dictionary.push(value);
      for (const code of column.codes) codes[at++] = code + shift;
    } else {
      dictionary.push(column.rows > 0 ? valueAt(column, 0) : zeroValue(type));
      codes.fill(shift, at, at + column.rows);
      at += column.rows;
    }
  }
  return codedColumn(type, codes, dictionary);
}

/** INT64 and TIME64NS as BigInts. */
export function toWide(column: Column): BigInt64Array {
  if (column.form === 'wide') return column.values;
  const values = new BigInt64Array(column.rows);
  for (let row = 0; row < column.rows; row++) values[row] = valueAt(column, row) as bigint;
  return values;
}

/** INT64 as safe integers, where all of them are; FLOAT64 and BOOLEAN as numbers. Undefined otherwise. */
export function toNumbers(column: Column): Float64Array | undefined {
  switch (column.form) {
    case 'small':
      return column.base === 0n ? column.offsets : undefined;
    case 'float':
      return column.values;
    case 'boolean':
      return new Float64Array(column.values);
    case 'constant': {
      const number = safeNumber(column.value);
      return number === undefined ? undefined : new Float64Array(column.rows).fill(number);
    }
    default:
      return undefined;
  }
}

/** An INT64 that is a safe integer, a FLOAT64 or a BOOLEAN as a number; undefined otherwise. */
export function safeNumber(value: Value): number | undefined {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : undefined;
}

/** INT64, FLOAT64, BOOLEAN as the nearest doubles. */
export function toDoubles(column: Column): Float64Array {
  return (
    toNumbers(column) ?? Float64Array.from({ length: column.rows }, (_, row) => Number(valueAt(column, row)))
  );
}

/** BOOLEAN as 0 and 1. */
export function toFlags(column: Column): Uint8Array {
  if (column.form === 'boolean') return column.values;
  return new Uint8Array(column.rows).fill(column.form === 'constant' && column.value === true ? 1 : 0);
}
