import fc from 'fast-check';
import type { DataType, Value } from '../columns/types.js';
import type { SmallTable } from './query.js';

/** Columns of generated tables: one of each type, named after it. */
export const generatedColumns = {
  boolean: 'BOOLEAN',
  integer: 'INT64',
  uuid: 'UINT128',
  float: 'FLOAT64',
  text: 'STRING',
  moment: 'TIME64NS',
} as const satisfies Record<string, DataType>;

/** A column of generated tables. */
export type GeneratedColumn = keyof typeof generatedColumns;

const small = fc.bigInt({ min: -2n, max: 2n });
/** Integers by what columns of them look like inside: safe as numbers, safe but not in sum, and of 64 bits. */
const integers: readonly fc.Arbitrary<bigint>[] = [
  small,
  fc.oneof(small, fc.constantFrom(2n ** 52n - 1n, -(2n ** 52n) + 1n)),
  fc.oneof(
    small,
    fc.bigInt({ min: -3n, max: 3n }).chain((off) => fc.constantFrom(2n ** 53n + off, -(2n ** 53n) + off)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  ),
];
const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

/** Values that come often, so that keys meet, and values at the edges of their type. There are no nulls. */
const values: Readonly<Record<Exclude<GeneratedColumn, 'integer'>, fc.Arbitrary<Value>>> = {
  boolean: fc.boolean(),
  uuid: fc.oneof(
    fc.constantFrom({ high: 1n, low: 2n }, { high: 2n, low: 1n }, { high: 0n, low: 0n }),
    fc.record({ high: word, low: word }),
  ),
  float: fc.oneof(
    fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double(),
  ),
  text: fc.oneof(
    fc.constantFrom('', 'a', 'ab', 'b', '1:a', 'é', 'e\u0301', '😀', '日本', '\u0000'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  ),
  moment: fc.oneof(
    fc.bigInt({ min: 0n, max: 3n }),
    fc.bigInt({ min: 0n, max: 3n }).map((off) => 1_700_000_000_000_000_000n + off),
  ),
};

/** Tables with a column of each type; empty ones and those of one row are among them. */
export function generatedTables(maxLength = 25): fc.Arbitrary<readonly (readonly Value[])[]> {
  return fc.oneof(
    ...integers.map((integer) => {
      const all = { ...values, integer };
      const row = (Object.keys(generatedColumns) as GeneratedColumn[]).map((column) => all[column]);
      return fc.array(fc.tuple(...row), { maxLength });
    }),
  );
}

/** The table of a query, with these rows. */
export function tableOf(rows: readonly (readonly Value[])[]): SmallTable {
  return { columns: generatedColumns, rows };
}

/** Where a column's value stands in a row. */
export function positionOf(column: GeneratedColumn): number {
  return Object.keys(generatedColumns).indexOf(column);
}
