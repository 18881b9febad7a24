import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { query, type SmallTable } from '../testing/query.js';

const integer = fc.oneof(
  fc.bigInt({ min: -5n, max: 5n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
describe('against plain implementations, on generated tables', () => {
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

  test('a computed column is the same before, between and after filters, whatever asked for it first', () => {
    const row = fc.tuple(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt({ min: -9n, max: 9n }));
    const script = `import px
df = px.DataFrame('t')
df = df[df.a > -8]
df.sum = df.a + df.b
df.product = df.sum * df.a
df.text = px.itoa(df.product)
few = df[df.sum > 3]
px.display(few[few.product != 4][['sum', 'product', 'text']], 'few')
px.display(df[df.b < 8][['sum', 'text']], 'many')
px.display(df[df.text != '0'][['product']], 'by text')
px.display(df[['product']], 'all')
`;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const made = rows
          .filter(([a]) => a > -8n)
          .map(([a, b]) => ({ b, sum: a + b, product: (a + b) * a, text: String((a + b) * a) }));
        expect(query(script, { t: { columns: { a: 'INT64', b: 'INT64' }, rows } })).toEqual({
          few: made
            .filter(({ sum, product }) => sum > 3n && product !== 4n)
            .map(({ sum, product, text }) => [sum, product, text]),
          many: made.filter(({ b }) => b < 8n).map(({ sum, text }) => [sum, text]),
          'by text': made.filter(({ text }) => text !== '0').map(({ product }) => [product]),
          all: made.map(({ product }) => [product]),
        });
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
    expect(() => query(script, { a: many, b: many })).toThrow('the merge makes more than 16,000,000 rows');
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
