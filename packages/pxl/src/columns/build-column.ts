import { booleanColumn, type Column, floatColumn } from './column.js';
import { columnBuilder } from './column-builder.js';
import { integerColumn } from './integer-column.js';
import type { DataType, Value } from './types.js';

/** Makes a column from values of its type, in the most compact form. */
export function buildColumn(type: DataType, values: readonly Value[]): Column {
  switch (type) {
    case 'BOOLEAN':
      return booleanColumn(Uint8Array.from(values, (value) => (value === true ? 1 : 0)));
    case 'FLOAT64':
      return floatColumn(Float64Array.from(values as readonly number[]));
    case 'INT64':
    case 'TIME64NS':
      return integerColumn(type, BigInt64Array.from(values as readonly bigint[]));
    case 'STRING':
    case 'UINT128': {
      const builder = columnBuilder(type);
      for (const value of values) builder.add(value);
      return builder.build();
    }
  }
}
