import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../columns/types.js';
import {
  type GeneratedColumn,
  generatedColumns,
  generatedTables,
  positionOf,
  tableOf,
} from '../testing/generated-table.js';
import { query } from '../testing/query.js';

type Row = readonly Value[];

const columns = Object.keys(generatedColumns) as GeneratedColumn[];
const someColumns = fc.uniqueArray(fc.constantFrom(...columns), { minLength: 1, maxLength: 3 });

/** A value as text: NaN is one value, and so are 0 and -0. */
const textOf = (value: Value): string =>
  typeof value === 'object' ? `${value.high}/${value.low}` : `${typeof value} ${value}`;
const keyOf = (row: Row, keys: readonly GeneratedColumn[]): string =>
  JSON.stringify(keys.map((key) => textOf(row[positionOf(key)] as Value)));
const texts = (rows: readonly Row[]): string[] => rows.map((row) => row.map(textOf).join(' | '));
const of = <Type extends Value>(rows: readonly Row[], column: GeneratedColumn): Type[] =>
  rows.map((row) => row[positionOf(column)] as Type);
const named = (keys: readonly string[]): string => `[${keys.map((key) => `'${key}'`).join(', ')}]`;

/** What the aggregates of a group are (pixie.md §4.5), with the odd start of the maximum of floats. */
function aggregates(rows: readonly Row[]): Value[] {
  const integers = of<bigint>(rows, 'integer');
  const floats = of<number>(rows, 'float');
  const moments = of<bigint>(rows, 'moment');
  const trues = BigInt(of<boolean>(rows, 'boolean').filter(Boolean).length);
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  return [
    BigInt(rows.length),
    BigInt.asIntN(
      64,
      integers.reduce((total, one) => total + one, 0n),
    ),
    integers.reduce((least, one) => (one < least ? one : least)),
    integers.reduce((most, one) => (one > most ? one : most)),
    sum(floats),
    sum(floats) / rows.length,
    floats.reduce((least, one) => (one < least ? one : least), Number.MAX_VALUE),
    floats.reduce((most, one) => (one > most ? one : most), 2.2250738585072014e-308),
    moments.reduce((most, one) => (one > most ? one : most)),
    trues,
    Number(trues) / rows.length,
    of<Value>(rows, 'uuid').at(-1) as Value,
    of<Value>(rows, 'text').at(-1) as Value,
  ];
}

const aggregation = `agg(
    rows=('uuid', px.count), total=('integer', px.sum), least=('integer', px.min), most=('integer', px.max),
    sum=('float', px.sum), mean=('float', px.mean), low=('float', px.min), high=('float', px.max),
    latest=('moment', px.max), trues=('boolean', px.sum), share=('boolean', px.mean),
    uuid_of=('uuid', px.any), text_of=('text', px.any))`;

test('groupby and agg: groups of all types, in the order of their first rows', () => {
  fc.assert(
    fc.property(generatedTables(), someColumns, (rows, keys) => {
      const groups = new Map<string, Row[]>();
      for (const row of rows) groups.set(keyOf(row, keys), [...(groups.get(keyOf(row, keys)) ?? []), row]);
      const expected = [...groups.values()].map((group) => [
        ...keys.map((key) => of<Value>(group, key)[0] as Value),
        ...aggregates(group),
      ]);
      const script = `import px\ndf = px.DataFrame('t').groupby(${named(keys)}).${aggregation}\npx.display(df)\n`;
      expect(texts(query(script, { t: tableOf(rows) }).output ?? [])).toEqual(texts(expected));
    }),
    { numRuns: 300 },
  );
});

test('a sum of INT64 loses nothing where it leaves the numbers that are safe, and comes back', () => {
  const large = 2n ** 52n - 1n;
  const values = [large, large, large, large, 1n, 1n, 1n, -large, -large, -large, -large];
  const table = { columns: { v: 'INT64' as const }, rows: values.map((value) => [value]) };
  const script = "import px\npx.display(px.DataFrame('t').agg(total=('v', px.sum)))\n";
  expect(query(script, { t: table }).output).toEqual([[3n]]);
});

test('agg without groups: one row, of an empty table too', () => {
  const script = `import px\npx.display(px.DataFrame('t').${aggregation})\n`;
  fc.assert(
    fc.property(generatedTables(), (rows) => {
      fc.pre(rows.length > 0);
      expect(texts(query(script, { t: tableOf(rows) }).output ?? [])).toEqual(texts([aggregates(rows)]));
    }),
  );
  const [row = []] = query(script, { t: tableOf([]) }).output ?? [];
  const greatest = 2n ** 63n - 1n;
  expect(row.slice(0, 6)).toEqual([0n, 0n, greatest, -greatest - 1n, 0, Number.NaN]);
});

test.each(['inner', 'left', 'right', 'outer'] as const)('merge, %s: keys of all types', (how) => {
  const nothing: Row = [false, 0n, { high: 0n, low: 0n }, 0, '', 0n];
  fc.assert(
    fc.property(generatedTables(12), generatedTables(12), someColumns, (left, right, keys) => {
      const meet = (one: Row, other: Row): boolean => keyOf(one, keys) === keyOf(other, keys);
      const isAlone = (row: Row, others: readonly Row[]): boolean =>
        !others.some((other) => meet(row, other));
      const pairs = right.flatMap((r) => left.filter((l) => meet(l, r)).map((l) => [...l, ...r]));
      const leftAlone = left.filter((row) => isAlone(row, right)).map((row) => [...row, ...nothing]);
      const rightAlone = right.filter((row) => isAlone(row, left)).map((row) => [...nothing, ...row]);
      const expected = {
        inner: pairs,
        left: [...pairs, ...leftAlone],
        right: [...pairs, ...rightAlone],
        outer: [...pairs, ...leftAlone, ...rightAlone],
      }[how];
      const script = `import px\na = px.DataFrame('a')\nb = px.DataFrame('b')\npx.display(a.merge(b, how='${how}', left_on=${named(keys)}, right_on=${named(keys)}, suffixes=['', '_r']))\n`;
      const found = texts(query(script, { a: tableOf(left), b: tableOf(right) }).output ?? []);
      expect([...found].sort()).toEqual(texts(expected).sort());
      // The right frame's order is kept, and for each of its rows that of the left one.
      if (how === 'inner') expect(found).toEqual(texts(pairs));
    }),
    { numRuns: 200 },
  );
});

/** A condition in PxL, and what it says of a row. */
interface Condition {
  readonly text: string;
  readonly holds: (row: Row) => boolean;
}

const operators: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function comparison<Type extends Value>(
  column: GeneratedColumn,
  limits: fc.Arbitrary<Type>,
  write: (limit: Type) => string,
  order: (value: Type, limit: Type) => number,
): fc.Arbitrary<Condition> {
  const symbols = Object.keys(operators).filter((symbol) => column !== 'float' || !symbol.includes('='));
  return fc.tuple(fc.constantFrom(...symbols), limits).map(([symbol, limit]) => ({
    text: `df.${column} ${symbol} ${write(limit)}`,
    holds: (row) => operators[symbol]?.(order(row[positionOf(column)] as Type, limit)) ?? false,
  }));
}

const byNumber = <Type extends number | bigint>(one: Type, other: Type): number =>
  one < other ? -1 : one > other ? 1 : one === other ? 0 : Number.NaN;
const integers = fc.oneof(
  fc.bigInt({ min: -2n, max: 2n }),
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
);
const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    comparison('integer', integers, String, byNumber),
    comparison(
      'float',
      fc
        .double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true })
        .map((one) => Math.round(one) + 0.5),
      String,
      byNumber,
    ),
    // Texts are ordered by their bytes, not by UTF-16.
    comparison(
      'text',
      fc.constantFrom('', 'a', 'ab', 'é', '\ufffd', '日本', '😀'),
      (limit) => `'${limit}'`,
      (one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)),
    ),
    fc.constant({ text: 'df.boolean', holds: (row: Row) => row[0] === true }),
    tie('condition').map(({ text, holds }) => ({ text: `not (${text})`, holds: (row: Row) => !holds(row) })),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([left, word, right]) => ({
      text: `(${left.text}) ${word} (${right.text})`,
      holds: (row: Row) =>
        word === 'and' ? left.holds(row) && right.holds(row) : left.holds(row) || right.holds(row),
    })),
  ),
})).condition;

test('filter keeps the rows of which its condition holds, in order', () => {
  fc.assert(
    fc.property(generatedTables(), conditions, (rows, { text, holds }) => {
      const script = `import px\ndf = px.DataFrame('t')\ndf = df[${text}]\npx.display(df)\n`;
      expect(texts(query(script, { t: tableOf(rows) }).output ?? [])).toEqual(texts(rows.filter(holds)));
    }),
    { numRuns: 300 },
  );
});
