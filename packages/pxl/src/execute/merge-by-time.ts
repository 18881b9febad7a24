import { type Column, valueAt } from '../columns/column.js';

/**
 * The order that merges inputs by their time columns, as row numbers of their concatenation. Each input is taken as sorted;
 * among equal times the earlier input comes first (pixie.md §4.6).
 */
export function mergeByTime(times: readonly Column[]): Uint32Array {
  const starts: number[] = [];
  let total = 0;
  for (const { rows } of times) {
    starts.push(total);
    total += rows;
  }
  const heads = times.map(() => 0);
  const nextTime = times.map((column) => (column.rows > 0 ? (valueAt(column, 0) as bigint) : undefined));
  const order = new Uint32Array(total);
  for (let at = 0; at < total; at++) {
    let chosen = -1;
    for (let input = 0; input < times.length; input++) {
      const time = nextTime[input];
      if (time !== undefined && (chosen < 0 || time < (nextTime[chosen] as bigint))) chosen = input;
    }
    const head = heads[chosen] as number;
    order[at] = (starts[chosen] as number) + head;
    heads[chosen] = head + 1;
    const column = times[chosen] as Column;
    nextTime[chosen] = head + 1 < column.rows ? (valueAt(column, head + 1) as bigint) : undefined;
  }
  return order;
}
