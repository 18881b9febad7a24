import { type Column, valueAt } from '../columns/column.js';

/** Rows of an ordered time column within the bounds, both inclusive (pixie.md §4.10): `from` up to, not including, `to`. */
export function timeRange(
  times: Column,
  startNs: bigint | undefined,
  endNs: bigint | undefined,
): { from: number; to: number } {
  const from = startNs === undefined ? 0 : firstRow(times, (time) => time >= startNs);
  const to = endNs === undefined ? times.rows : firstRow(times, (time) => time > endNs);
  return { from, to: Math.max(from, to) };
}

/** The first row for which `holds`, which once true stays true; the number of rows where there is none. */
function firstRow(times: Column, holds: (time: bigint) => boolean): number {
  let low = 0;
  let high = times.rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(valueAt(times, middle) as bigint)) high = middle;
    else low = middle + 1;
  }
  return low;
}
