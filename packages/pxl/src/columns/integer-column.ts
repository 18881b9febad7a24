import { type Column, smallColumn, wideColumn } from './column.js';

/** Offsets beyond this are no safe integers any more. */
const largestOffset = BigInt(Number.MAX_SAFE_INTEGER);

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
