import { expect, test } from 'vitest';
import { query } from '../testing/query.js';

const rows = (table: string) =>
  query(`import px\npx.display(px.DataFrame('${table}').agg(n=('time_', px.count)))\n`, {});

test('a standard table that was not recorded has no rows', () => {
  expect(rows('cql_events')).toEqual({ output: [[0n]] });
});

test('any other table is not found', () => {
  expect(() => rows('cql_event')).toThrow("Table 'cql_event' not found.");
});
