import {
  booleanColumn,
  type Column,
  codedColumn,
  floatColumn,
  keyOf,
  smallColumn,
  wideColumn,
} from './column.js';
import type { DataType, Value } from './types.js';

/** Offsets beyond this are no safe integers any more. */
const largestOffset = BigInt(Number.MAX_SAFE_INTEGER);

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
    case 'UINT128':
      return encode(type, values);
  }
}

/** INT64 or TIME64NS values: as offsets from their least one where those are safe integers. */
export function integerColumn(type: 'INT64' | 'TIME64NS', values: BigInt64Array): Column {
  let least = values[0] ?? 0n;
  let greatest = least;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (greatest - least > largestOffset) return wideColumn(type, values);
  const base = least >= -largestOffset && greatest <= largestOffset ? 0n : least;
  const offsets = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) offsets[row] = Number((values[row] ?? 0n) - base);
  return smallColumn(type, offsets, base);
}

function encode(type: 'STRING' | 'UINT128', values: readonly Value[]): Column {
  const codes = new Uint32Array(values.length);
  const dictionary: Value[] = [];
  const known = new Map<string | number | bigint | boolean, number>();
  for (const [row, value] of values.entries()) {
    const key = keyOf(value);
    let code = known.get(key);
    if (code === undefined) {
      code = dictionary.length;
      known.set(key, code);
      dictionary.push(value);
    }
    codes[row] = code;
  }
  return codedColumn(type, codes, dictionary);
}
