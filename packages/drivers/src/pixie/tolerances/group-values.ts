import { ActivityFailedError, compilePythonRegex, type PlainJson } from '@chaoskit/core';

export interface ValueSelection {
  readonly column: string;
  /** Key and pattern: rows that have the key and whose value does not match from its start are left out. */
  readonly target: readonly PlainJson[] | null;
  readonly unit: string | null;
}

const divisors: Readonly<Record<string, number>> = { seconds: 1e9, milliseconds: 1e6, microseconds: 1e3 };

/** The numbers of a column over the rows that a target names (pixie.md §8); rows without the column are left out. */
export function groupValues(rows: PlainJson, { column, target, unit }: ValueSelection): number[] {
  const selects = selector(target);
  const divisor = unit === null ? 1 : (divisors[unit] ?? 1);
  return (Array.isArray(rows) ? rows : []).flatMap((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row) || !selects(row)) return [];
    const value = row[column];
    return typeof value === 'number' ? [value / divisor] : [];
  });
}

function selector(
  target: readonly PlainJson[] | null,
): (row: { readonly [key: string]: PlainJson }) => boolean {
  if (target === null) return () => true;
  const [key, pattern] = target;
  if (typeof key !== 'string' || typeof pattern !== 'string')
    throw new ActivityFailedError("'target' must be a key and a regular expression", {
      hint: '"target": ["pod", "/consumer.*"]',
    });
  const matches = compilePythonRegex(pattern);
  return (row) => {
    const value = row[key];
    return value === undefined || matches.exec(String(value))?.index === 0;
  };
}
