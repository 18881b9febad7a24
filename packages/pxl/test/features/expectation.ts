import { type Row, rows } from './dataset/rows.js';
import type { Run } from './run-feature.js';

/** What a script has to give, computed without PxL. */
export interface Expectation extends Run {
  /** Rows of its tables by name; the columns in their order. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  /** Whether the rows have an order. @default false */
  readonly ordered?: boolean;
  /** Semantic types of columns of its first table. */
  readonly semanticTypes?: Readonly<Record<string, string>>;
  /** Part of the error that it ends with. */
  readonly fails?: string;
}

export type Expectations = Readonly<Record<string, Expectation>>;

/** Rows of a recorded table. */
export function recorded(table: string): readonly Row[] {
  const found = rows[table];
  if (found === undefined) throw new Error(`${table} is not recorded`);
  return found;
}

export const http = recorded('http_events');

/** A script with the one table `output`. */
export const output = (expected: readonly Row[], more: Omit<Expectation, 'tables'> = {}): Expectation => ({
  tables: { output: expected },
  ...more,
});

/** A row of the table for each recorded one. */
export const each = (
  table: string,
  make: (row: Row) => Row,
  more?: Omit<Expectation, 'tables'>,
): Expectation => output(recorded(table).map(make), more);

/** Some columns of a row. */
export const columns = (row: Row, ...names: string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? '']));

/** A function of the script to execute, with its one argument. */
export const executed = (name: string, args: Readonly<Record<string, string>>): Run => ({
  execute: [{ name, args, prefix: 'output' }],
});
