import { type Column, keyOf, valueAt } from '../columns/column.js';
import { noRow } from '../columns/reshape-column.js';

/** One side of a join: its key columns, and how many rows it has. Without keys every row goes with every row of the other side. */
export interface JoinSide {
  readonly keys: readonly Column[];
  readonly rows: number;
}

/** Rows of the two sides that go together; {@link noRow} where a side has none. */
export interface JoinedRows {
  readonly probe: Uint32Array;
  readonly build: Uint32Array;
}

type Key = string | number | bigint | boolean;

/**
 * Equi-join. The probe side keeps its order, matches of one of its rows come in the build side's order, build rows without a
 * match come last (pixie.md §4.6). `beforeRows` is told how many rows there will be before any is made.
 */
export function joinRows(
  probeSide: JoinSide,
  buildSide: JoinSide,
  keep: { readonly unmatchedProbe: boolean; readonly unmatchedBuild: boolean },
  beforeRows: (rows: number) => void,
): JoinedRows {
  const byKey = rowsByKey(buildSide);
  const matches = matchesOf(probeSide, byKey);
  const matched = new Set<readonly number[]>();
  let rows = 0;
  for (const match of matches) {
    if (match === undefined) rows += keep.unmatchedProbe ? 1 : 0;
    else {
      rows += match.length;
      matched.add(match);
    }
  }
  const unmatched = keep.unmatchedBuild ? unmatchedRows(byKey, matched) : [];
  beforeRows(rows + unmatched.length);
  const probe = new Uint32Array(rows + unmatched.length);
  const build = new Uint32Array(rows + unmatched.length);
  let at = 0;
  const add = (left: number, right: number): void => {
    probe[at] = left;
    build[at++] = right;
  };
  for (const [row, match] of matches.entries()) {
    if (match !== undefined) for (const other of match) add(row, other);
    else if (keep.unmatchedProbe) add(row, noRow);
  }
  for (const row of unmatched) add(noRow, row);
  return { probe, build };
}

function rowsByKey({ keys, rows }: JoinSide): ReadonlyMap<Key, readonly number[]> {
  const byKey = new Map<Key, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = rowKey(keys, row);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [row]);
    else known.push(row);
  }
  return byKey;
}

/** The rows of the other side that go with each row. */
function matchesOf(
  { keys, rows }: JoinSide,
  byKey: ReadonlyMap<Key, readonly number[]>,
): (readonly number[] | undefined)[] {
  return Array.from({ length: rows }, (_, row) => byKey.get(rowKey(keys, row)));
}

/** Rows of keys that nothing matched, in order. */
function unmatchedRows(
  byKey: ReadonlyMap<Key, readonly number[]>,
  matched: ReadonlySet<readonly number[]>,
): number[] {
  const left = [...byKey.values()].filter((rows) => !matched.has(rows)).flat();
  return left.sort((one, other) => one - other);
}

function rowKey(columns: readonly Column[], row: number): Key {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return keyOf(valueAt(only, row));
  // Lengths before the parts keep ('a', 'bc') apart from ('ab', 'c').
  return columns
    .map((column) => String(keyOf(valueAt(column, row))))
    .map((part) => `${part.length}:${part}`)
    .join('');
}
