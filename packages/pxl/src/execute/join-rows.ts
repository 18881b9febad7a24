import { type Column, keyOf, valueAt } from '../columns/column.js';
import { noRow } from '../columns/reshape-column.js';
import { PxlError } from '../pxl-error.js';

/** Rows of the two sides that go together; {@link noRow} where a side has none. */
export interface JoinedRows {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** A join that makes more rows than this is refused: it would not fit the memory of the process. */
const mostJoinedRows = 20_000_000;

/**
 * Equi-join. The probe side keeps its order, matches of one of its rows come in the build side's order, build rows without a
 * match come last (pixie.md §4.6).
 */
export function joinRows(
  keys: { readonly probe: readonly Column[]; readonly build: readonly Column[] },
  keep: { readonly unmatchedProbe: boolean; readonly unmatchedBuild: boolean },
): { probe: Uint32Array; build: Uint32Array } {
  const buildRows = keys.build[0]?.rows ?? 0;
  const probeRows = keys.probe[0]?.rows ?? 0;
  const byKey = new Map<string | number | bigint | boolean, number[]>();
  for (let row = 0; row < buildRows; row++) {
    const key = rowKey(keys.build, row);
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, [row]);
    else rows.push(row);
  }
  const probe: number[] = [];
  const build: number[] = [];
  const matched = new Uint8Array(buildRows);
  for (let row = 0; row < probeRows; row++) {
    const rows = byKey.get(rowKey(keys.probe, row));
    if (rows === undefined) {
      if (keep.unmatchedProbe) {
        probe.push(row);
        build.push(noRow);
      }
      continue;
    }
    if (probe.length + rows.length > mostJoinedRows) {
      throw PxlError.nowhere(
        `the merge makes more than ${mostJoinedRows} rows: its keys are not selective enough`,
      );
    }
    for (const other of rows) {
      probe.push(row);
      build.push(other);
      matched[other] = 1;
    }
  }
  if (keep.unmatchedBuild) {
    for (let row = 0; row < buildRows; row++) {
      if (matched[row] === 0) {
        probe.push(noRow);
        build.push(row);
      }
    }
  }
  return { probe: Uint32Array.from(probe), build: Uint32Array.from(build) };
}

function rowKey(columns: readonly Column[], row: number): string | number | bigint | boolean {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return keyOf(valueAt(only, row));
  // Lengths before the parts keep ('a', 'bc') apart from ('ab', 'c').
  return columns
    .map((column) => String(keyOf(valueAt(column, row))))
    .map((part) => `${part.length}:${part}`)
    .join('');
}
