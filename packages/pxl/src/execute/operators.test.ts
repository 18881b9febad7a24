import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/types.js';
import { query, type SmallTable } from '../testing/query.js';

const key = fc.constantFrom('a', 'b', 'c', '');
const integer = fc.oneof(
  fc.bigInt({ min: -5n, max: 5n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const rows = fc.array(fc.tuple(key, integer), { maxLength: 30 });

const table = (values: readonly (readonly Value[])[]): SmallTable => ({
  columns: { k: 'STRING', v: 'INT64' },
  rows: values,
});
const sorted = (values: readonly (readonly Value[])[]): string[] => values.map((row) => row.join('|')).sort();

describe('against plain implementations, on generated tables', () => {
  test('filter keeps the rows that hold, in order', () => {
    fc.assert(
      fc.property(rows, integer, (values, limit) => {
        const script = `import px\ndf = px.DataFrame('t')\ndf = df[df.v > ${limit} and df.k != '']\npx.display(df)\n`;
        const expected = values.filter(([k, v]) => v > limit && k !== '');
        // The least INT64 can't be written as a literal.
        fc.pre(limit > -(2n ** 63n));
        expect(query(script, { t: table(values) }).output).toEqual(expected);
      }),
    );
  });

  test('groupby and agg: count, sum (wrapping), min, max, first-seen order', () => {
    fc.assert(
      fc.property(rows, (values) => {
        const script =
          "import px\ndf = px.DataFrame('t')\ndf = df.groupby('k').agg(n=('v', px.count), s=('v', px.sum), lo=('v', px.min), hi=('v', px.max))\npx.display(df)\n";
        const groups = new Map<string, bigint[]>();
        for (const [k, v] of values) groups.set(k, [...(groups.get(k) ?? []), v]);
        const expected = [...groups].map(([k, all]) => [
          k,
          BigInt(all.length),
          BigInt.asIntN(
            64,
            all.reduce((sum, one) => sum + one, 0n),
          ),
          all.reduce((least, one) => (one < least ? one : least)),
          all.reduce((most, one) => (one > most ? one : most)),
        ]);
        expect(query(script, { t: table(values) }).output).toEqual(expected);
      }),
    );
  });

  test.each(['inner', 'left', 'right', 'outer'])('merge: %s', (how) => {
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const script = `import px\na = px.DataFrame('a')\nb = px.DataFrame('b')\npx.display(a.merge(b, how='${how}', left_on='k', right_on='k', suffixes=['', '_r']))\n`;
        const expected: Value[][] = [];
        for (const l of left) for (const r of right) if (l[0] === r[0]) expected.push([...l, ...r]);
        if (how === 'left' || how === 'outer') {
          for (const l of left) if (!right.some((r) => r[0] === l[0])) expected.push([...l, '', 0n]);
        }
        if (how === 'right' || how === 'outer') {
          for (const r of right) if (!left.some((l) => l[0] === r[0])) expected.push(['', 0n, ...r]);
        }
        expect(sorted(query(script, { a: table(left), b: table(right) }).output ?? [])).toEqual(
          sorted(expected),
        );
      }),
    );
  });

  test('append merges by time, the earlier input first among equal times', () => {
    const times = fc
      .array(fc.bigInt({ min: 0n, max: 20n }), { maxLength: 15 })
      .map((all) => all.sort((one, other) => Number(one - other)));
    fc.assert(
      fc.property(times, times, (first, second) => {
        const of = (all: readonly bigint[], name: string): SmallTable => ({
          columns: { time_: 'TIME64NS', from: 'STRING' },
          rows: all.map((time) => [time, name]),
        });
        const script = "import px\npx.display(px.DataFrame('a').append(px.DataFrame('b')))\n";
        const expected = [
          ...first.map((time) => [time, 'a'] as const),
          ...second.map((time) => [time, 'b'] as const),
        ].sort((one, other) => Number(one[0] - other[0]));
        expect(query(script, { a: of(first, 'a'), b: of(second, 'b') }).output).toEqual(expected);
      }),
    );
  });

  test('arithmetic of INT64 wraps as 64-bit integers do, whatever form a column has', () => {
    const pair = fc.tuple(integer, integer);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), (values) => {
        const script =
          "import px\ndf = px.DataFrame('t')\ndf.s = df.a + df.b\ndf.d = df.a - df.b\ndf.p = df.a * df.b\npx.display(df[['s', 'd', 'p']])\n";
        const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
        const expected = values.map(([a, b]) => [wrap(a + b), wrap(a - b), wrap(a * b)]);
        expect(query(script, { t: { columns: { a: 'INT64', b: 'INT64' }, rows: values } }).output).toEqual(
          expected,
        );
      }),
    );
  });

  test('bin rounds toward zero, times far from the epoch too', () => {
    const time = fc.oneof(
      fc.bigInt({ min: -100n, max: 100n }),
      fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_100_000_000_000n }),
    );
    fc.assert(
      fc.property(
        fc.array(time, { maxLength: 20 }),
        fc.bigInt({ min: 1n, max: 30_000_000_000n }),
        (values, size) => {
          const script = `import px\ndf = px.DataFrame('t')\ndf.b = px.bin(df.time_, ${size})\npx.display(df[['b']])\n`;
          const expected = values.map((value) => [value - (value % size)]);
          expect(
            query(script, { t: { columns: { time_: 'TIME64NS' }, rows: values.map((value) => [value]) } })
              .output,
          ).toEqual(expected);
        },
      ),
    );
  });
});

describe('limits', () => {
  test('a join that explodes is refused before it fills the memory', () => {
    const many = { columns: { k: 'INT64' as const }, rows: Array.from({ length: 6000 }, () => [1n]) };
    const script =
      "import px\na = px.DataFrame('a')\npx.display(a.merge(px.DataFrame('b'), how='inner', left_on='k', right_on='k', suffixes=['', '_r']))\n";
    expect(() => query(script, { a: many, b: many })).toThrow(/makes more than 20000000 rows/);
  });

  test('output is cut to 10,000 rows, or to what a directive says', () => {
    const many = {
      columns: { k: 'INT64' as const },
      rows: Array.from({ length: 12_000 }, (_, index) => [BigInt(index)]),
    };
    const script = "import px\npx.display(px.DataFrame('t'))\n";
    expect(query(script, { t: many }).output).toHaveLength(10_000);
    expect(query(`#px:set max_output_rows_per_table=7\n${script}`, { t: many }).output).toHaveLength(7);
  });

  test('modulo and bin by zero are errors of the query, not of the process', () => {
    const one = { columns: { a: 'INT64' as const, b: 'INT64' as const }, rows: [[1n, 0n]] };
    expect(() =>
      query("import px\ndf = px.DataFrame('t')\ndf.x = df.a % df.b\npx.display(df)\n", { t: one }),
    ).toThrow('modulo by zero');
  });

  test('a regular expression that blows up elsewhere is linear here', () => {
    const one = { columns: { s: 'STRING' as const }, rows: [[`${'a'.repeat(5000)}b`]] };
    const script =
      "import px\ndf = px.DataFrame('t')\ndf.m = px.regex_match('(a*)*c', df.s)\npx.display(df[['m']])\n";
    expect(query(script, { t: one }).output).toEqual([[false]]);
  });
});
