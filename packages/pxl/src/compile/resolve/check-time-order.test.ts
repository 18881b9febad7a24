import { expect, test } from 'vitest';
import { query } from '../../testing/query.js';

const tables = {
  l: {
    columns: { time_: 'TIME64NS' as const, k: 'INT64' as const },
    rows: [
      [5n, 1n],
      [6n, 2n],
    ],
  },
  r: {
    columns: { k: 'INT64' as const, v: 'INT64' as const },
    rows: [
      [1n, 10n],
      [3n, 30n],
    ],
  },
};
const script = (how: string, after: string) => `import px
df = px.DataFrame('l').merge(px.DataFrame('r'), how='${how}', left_on='k', right_on='k')
${after}
px.display(df)
`;

test.each([
  ['the column is shown', 'df = df'],
  ['the column is filtered by', 'df = df[df.time_ == df.time_]\ndf = df[["v"]]'],
  ['the column is made another', 'df.t = df.time_\ndf = df[["t"]]'],
])('a full outer join has no order in time: an error where %s', (_, after) => {
  expect(() => query(script('outer', after), tables)).toThrow('full outer join is not supported');
});

test.each([
  ['dropped', 'df = df.drop("time_")\ndf = df[["v"]]', [[10n], [30n], [0n]]],
  ['not aggregated', 'df = df.agg(n=("v", px.count))', [[3n]]],
])('none where the column is %s', (_, after, expected) => {
  const rows = query(script('outer', after), tables).output ?? [];
  expect(rows.map(String).sort()).toEqual(expected.map(String).sort());
});

test('a right join needs the time of its right side', () => {
  expect(() => query(script('right', 'df = df'), tables)).toThrow(
    'left join is only supported when time_ comes from the left table.',
  );
  expect(query(script('right', 'df = df[["v"]]'), tables).output).toHaveLength(2);
});
