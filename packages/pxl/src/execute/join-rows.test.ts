import { describe, expect, test } from 'vitest';
import { query } from '../testing/query.js';

const a = { columns: { x: 'INT64' as const }, rows: [[1n], [2n]] };
const b = { columns: { y: 'STRING' as const }, rows: [['p'], ['q'], ['r']] };
const none = { columns: { y: 'STRING' as const }, rows: [] };
const crossed = (how: string): string =>
  `import px
df = px.DataFrame('a').merge(px.DataFrame('b'), how='${how}', left_on=[], right_on=[])
px.display(df)
`;

describe('a merge without keys', () => {
  test.each(['inner', 'left', 'right', 'outer'])('joins every row with every other: %s', (how) => {
    expect(query(crossed(how), { a, b }).output).toEqual([
      [1n, 'p'],
      [2n, 'p'],
      [1n, 'q'],
      [2n, 'q'],
      [1n, 'r'],
      [2n, 'r'],
    ]);
  });

  test('has no rows where one side has none and they need not match', () => {
    expect(query(crossed('inner'), { a, b: none }).output).toEqual([]);
    expect(query(crossed('right'), { a, b: none }).output).toEqual([]);
  });

  test.each(['left', 'outer'])('keeps the rows of the left where the right has none: %s', (how) => {
    expect(query(crossed(how), { a, b: none }).output).toEqual([
      [1n, ''],
      [2n, ''],
    ]);
  });

  test('adds an aggregate to every row', () => {
    const script = `import px
df = px.DataFrame('a')
df = df.merge(df.agg(sum=('x', px.sum)), how='left', left_on=[], right_on=[])
px.display(df)
`;
    expect(query(script, { a }).output).toEqual([
      [1n, 3n],
      [2n, 3n],
    ]);
  });

  test('counts its rows before it makes them', () => {
    const many = { columns: { x: 'INT64' as const }, rows: Array.from({ length: 50_000 }, () => [1n]) };
    const others = { columns: { y: 'STRING' as const }, rows: Array.from({ length: 50_000 }, () => ['p']) };
    expect(() => query(crossed('inner'), { a: many, b: others })).toThrow(
      'the merge makes more than 16,000,000 rows',
    );
  });
});

test('rows without a match come last, in order', () => {
  const left = { columns: { k: 'INT64' as const }, rows: [[3n], [1n], [2n], [1n]] };
  const right = { columns: { k: 'INT64' as const }, rows: [[2n], [9n], [2n]] };
  const script = `import px
px.display(px.DataFrame('l').merge(px.DataFrame('r'), how='outer', left_on='k', right_on='k'))
`;
  expect(query(script, { l: left, r: right }).output).toEqual([
    [2n, 2n],
    [0n, 9n],
    [2n, 2n],
    [3n, 0n],
    [1n, 0n],
    [1n, 0n],
  ]);
});
