import { ActivityFailedError, ArgumentPattern, type PlainJson } from '@chaoskit/core';

export interface ValueSelection {
  readonly column: string;
  /** Key and pattern: rows that have the key and whose value does not match from its start are left out. */
  readonly target: readonly PlainJson[] | null;
  readonly unit: string | null;
}

const divisors: Readonly<Record<string, number>> = { seconds: 1e9, milliseconds: 1e6, microseconds: 1e3 };

/** The numbers of a column over the rows that a target names (pixie.md §8); rows without the column are left out. */
export function groupValues(rows: PlainJson, { column, target, unit }: ValueSelection): number[] {
  const divisor = unit === null ? 1 : (divisors[unit] ?? 1);
  const objects = (Array.isArray(rows) ? rows : []).filter(
    (row) => typeof row === 'object' && row !== null && !Array.isArray(row),
  );
  return selected(objects as Row[], target).flatMap((row) => {
    const value = row[column];
    return typeof value === 'number' ? [value / divisor] : [];
  });
}

type Row = { readonly [key: string]: PlainJson };

function selected(rows: readonly Row[], target: readonly PlainJson[] | null): readonly Row[] {
  if (target === null) return rows;
  const [key, pattern] = target;
  if (typeof key !== 'string' || typeof pattern !== 'string')
    throw new ActivityFailedError("'target' must be a key and a regular expression", {
      hint: '"target": ["pod", "/consumer.*"]',
    });
  // From its start, as Python's re.match looks.
  const found = new ArgumentPattern(pattern).search(rows.map((row) => String(row[key])));
  return rows.filter((row, index) => row[key] === undefined || found[index] === 0);
}
