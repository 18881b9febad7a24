import type { DataType, Uint128, Value } from './types.js';

/**
 * A column's values. Numbers never are BigInts one by one where that can be helped:
 *
 * - `constant`: one value for all rows;
 * - `small`: INT64 and TIME64NS as `base + offsets[row]`, with every offset a safe integer (times of one table lie within 104 days);
 * - `wide`: INT64 and TIME64NS that don't fit that;
 * - `float`, `boolean`: as they are;
 * - `coded`: STRING and UINT128 as codes into a list of values, which may hold a value twice.
 */
export type Column = ConstantColumn | SmallColumn | WideColumn | FloatColumn | BooleanColumn | CodedColumn;

export interface ConstantColumn {
  readonly form: 'constant';
  readonly type: DataType;
  readonly value: Value;
  readonly rows: number;
}

export interface SmallColumn {
  readonly form: 'small';
  readonly type: 'INT64' | 'TIME64NS';
  readonly base: bigint;
  readonly offsets: Float64Array;
  readonly rows: number;
}

export interface WideColumn {
  readonly form: 'wide';
  readonly type: 'INT64' | 'TIME64NS';
  readonly values: BigInt64Array;
  readonly rows: number;
}

export interface FloatColumn {
  readonly form: 'float';
  readonly type: 'FLOAT64';
  readonly values: Float64Array;
  readonly rows: number;
}

export interface BooleanColumn {
  readonly form: 'boolean';
  readonly type: 'BOOLEAN';
  /** 0 or 1. */
  readonly values: Uint8Array;
  readonly rows: number;
}

export interface CodedColumn {
  readonly form: 'coded';
  readonly type: 'STRING' | 'UINT128';
  readonly codes: Uint32Array;
  readonly dictionary: readonly Value[];
  readonly rows: number;
}

export const constantColumn = (type: DataType, value: Value, rows: number): ConstantColumn => ({
  form: 'constant',
  type,
  value,
  rows,
});
export const floatColumn = (values: Float64Array): FloatColumn => ({
  form: 'float',
  type: 'FLOAT64',
  values,
  rows: values.length,
});
export const booleanColumn = (values: Uint8Array): BooleanColumn => ({
  form: 'boolean',
  type: 'BOOLEAN',
  values,
  rows: values.length,
});
export const smallColumn = (type: 'INT64' | 'TIME64NS', offsets: Float64Array, base = 0n): SmallColumn => ({
  form: 'small',
  type,
  base,
  offsets,
  rows: offsets.length,
});
export const wideColumn = (type: 'INT64' | 'TIME64NS', values: BigInt64Array): WideColumn => ({
  form: 'wide',
  type,
  values,
  rows: values.length,
});
export const codedColumn = (
  type: 'STRING' | 'UINT128',
  codes: Uint32Array,
  dictionary: readonly Value[],
): CodedColumn => ({
  form: 'coded',
  type,
  codes,
  dictionary,
  rows: codes.length,
});

/** What stands for "nothing": there are no nulls (pixie.md §4.1). */
export function zeroValue(type: DataType): Value {
  switch (type) {
    case 'BOOLEAN':
      return false;
    case 'INT64':
    case 'TIME64NS':
      return 0n;
    case 'FLOAT64':
      return 0;
    case 'STRING':
      return '';
    case 'UINT128':
      return { high: 0n, low: 0n };
  }
}

/** The value of one row. */
export function valueAt(column: Column, row: number): Value {
  switch (column.form) {
    case 'constant':
      return column.value;
    case 'small':
      return column.base + BigInt(column.offsets[row] ?? 0);
    case 'wide':
      return column.values[row] ?? 0n;
    case 'float':
      return column.values[row] ?? 0;
    case 'boolean':
      return column.values[row] === 1;
    case 'coded':
      return column.dictionary[column.codes[row] ?? 0] ?? zeroValue(column.type);
  }
}

/** Equal for UINT128s of equal words; used as a Map key. */
export const uint128Key = ({ high, low }: Uint128): string => `${high}:${low}`;

/** A value as something that a Map can tell apart. */
export function keyOf(value: Value): string | number | bigint | boolean {
  return typeof value === 'object' ? uint128Key(value) : value;
}
