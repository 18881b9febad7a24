import { type Column, valueAt } from '../columns/column.js';

/**
 * The order that merges inputs by their time columns, as row numbers of their concatenation. Each input is taken as sorted;
 * among equal times the earlier input comes first (pixie.md §4.6).
 */
export function mergeByTime(times: readonly Column[]): Uint32Array {
  const heads: Head[] = [];
  let total = 0;
  for (const [input, column] of times.entries()) {
    if (column.rows > 0)
      heads.push({ input, column, start: total, row: 0, time: valueAt(column, 0) as bigint });
    total += column.rows;
  }
  const heap = new Heap(heads);
  const order = new Uint32Array(total);
  for (let at = 0; at < total; at++) {
    const head = heap.least;
    order[at] = head.start + head.row++;
    if (head.row < head.column.rows) head.time = valueAt(head.column, head.row) as bigint;
    else heap.removeLeast();
    heap.sink(0);
  }
  return order;
}

/** The next row of an input. */
interface Head {
  readonly input: number;
  readonly column: Column;
  readonly start: number;
  row: number;
  time: bigint;
}

const isBefore = (one: Head, other: Head): boolean =>
  one.time < other.time || (one.time === other.time && one.input < other.input);

/** Heads with the earliest one on top. */
class Heap {
  readonly #heads: Head[];

  constructor(heads: Head[]) {
    this.#heads = heads;
    for (let at = heads.length >> 1; at >= 0; at--) this.sink(at);
  }

  get least(): Head {
    return this.#heads[0] as Head;
  }

  removeLeast(): void {
    const last = this.#heads.pop();
    if (last !== undefined && this.#heads.length > 0) this.#heads[0] = last;
  }

  /** Puts the head at a place below those that come before it. */
  sink(from: number): void {
    const heads = this.#heads;
    for (let at = from; ; ) {
      let first = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heads.length && isBefore(heads[below] as Head, heads[first] as Head)) first = below;
      if (first === at) return;
      [heads[at], heads[first]] = [heads[first] as Head, heads[at] as Head];
      at = first;
    }
  }
}
