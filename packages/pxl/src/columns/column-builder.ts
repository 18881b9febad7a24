import { booleanColumn, type Column, codedColumn, floatColumn, keyOf } from './column.js';
import { integerColumn } from './integer-column.js';
import type { DataType, Value } from './types.js';

/** Collects values of one type, row by row, and makes a column of them. */
export interface ColumnBuilder {
  add(value: Value): void;
  build(): Column;
}

export function columnBuilder(type: DataType): ColumnBuilder {
  switch (type) {
    case 'STRING':
    case 'UINT128':
      return codedBuilder(type);
    case 'INT64':
    case 'TIME64NS': {
      const values: bigint[] = [];
      return {
        add: (value) => values.push(value as bigint),
        build: () => integerColumn(type, BigInt64Array.from(values)),
      };
    }
    case 'FLOAT64': {
      const values: number[] = [];
      return {
        add: (value) => values.push(value as number),
        build: () => floatColumn(Float64Array.from(values)),
      };
    }
    case 'BOOLEAN': {
      const values: number[] = [];
      return {
        add: (value) => values.push(value === true ? 1 : 0),
        build: () => booleanColumn(Uint8Array.from(values)),
      };
    }
  }
}

function codedBuilder(type: 'STRING' | 'UINT128'): ColumnBuilder {
  const codes: number[] = [];
  const dictionary: Value[] = [];
  const known = new Map<string | number | bigint | boolean, number>();
  return {
    add(value) {
      const key = keyOf(value);
      let code = known.get(key);
      if (code === undefined) {
        code = dictionary.length;
        known.set(key, code);
        dictionary.push(value);
      }
      codes.push(code);
    },
    build: () => codedColumn(type, Uint32Array.from(codes), dictionary),
  };
}
