import { expect, test } from 'vitest';
import { query } from '../../testing/query.js';

const t = { t: { columns: { v: 'INT64' as const }, rows: [[1n]] } };
const script = (value: string) =>
  `import px\ndf = px.DataFrame('t')\ndf = df[['v', 'made']]\ndf.made = ${value}\npx.display(df)\n`;

test('a column may be kept that the next assignment makes', () => {
  expect(query(script("'x'"), t)).toEqual({ output: [[1n, 'x']] });
  expect(query(script('df.v + 1'), t)).toEqual({ output: [[1n, 2n]] });
});

test('not one that the assignment reads, or another one makes', () => {
  expect(() => query(script('df.made'), t)).toThrow("Column 'made' not found");
  expect(() => query(script("'x'").replace("'made'", "'other'"), t)).toThrow("Column 'other' not found");
});
