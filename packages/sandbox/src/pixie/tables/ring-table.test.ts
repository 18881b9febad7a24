import { type Relation, valueAt } from '@chaoskit/pxl';
import { expect, test } from 'vitest';
import { RingTable } from './ring-table.js';

const relation: Relation = [
  { name: 'time_', type: 'TIME64NS', semanticType: 'ST_NONE' },
  { name: 'who', type: 'UINT128', semanticType: 'ST_NONE' },
  { name: 'text', type: 'STRING', semanticType: 'ST_NONE' },
  { name: 'count', type: 'INT64', semanticType: 'ST_NONE' },
  { name: 'flag', type: 'BOOLEAN', semanticType: 'ST_NONE' },
];
const startMs = 1_700_000_000_000;
const who = { high: 1n, low: 2n };

function values(table: RingTable, name: string) {
  const rows = table.read();
  const column = rows.column(name);
  expect(column.rows).toBe(rows.rows);
  return Array.from({ length: rows.rows }, (_, row) => valueAt(column, row));
}

test('rows come back with their types, times to the microsecond', () => {
  const table = new RingTable(relation, 1e6, startMs);
  table.append(startMs + 0.25, [who, 'a', 7, true]);
  table.append(startMs + 1000, [who, 'b', -1, false]);
  expect(values(table, 'time_')).toEqual([1_700_000_000_000_250_000n, 1_700_000_001_000_000_000n]);
  expect(values(table, 'who')).toEqual([who, who]);
  expect(values(table, 'text')).toEqual(['a', 'b']);
  expect(values(table, 'count')).toEqual([7n, -1n]);
  expect(values(table, 'flag')).toEqual([true, false]);
});

test('a snapshot does not change while rows are added', () => {
  const table = new RingTable(relation, 1e6, startMs);
  table.append(startMs, [who, 'a', 1, true]);
  const before = table.read();
  for (let count = 0; count < 5000; count += 1)
    table.append(startMs + count, [who, `t${count}`, count, true]);
  expect(before.rows).toBe(1);
  expect(before.column('text').rows).toBe(1);
  expect(valueAt(before.column('text'), 0)).toBe('a');
  expect(values(table, 'text').slice(-1)).toEqual(['t4999']);
  expect(values(table, 'count').slice(1, 3)).toEqual([0n, 1n]);
});

test('the oldest rows go, and the bytes stay within the limit', () => {
  const limit = 1024 * 1024;
  const table = new RingTable(relation, limit, startMs);
  for (let count = 0; count < 100_000; count += 1)
    table.append(startMs + count, [who, 'x'.repeat(100) + count, count, true]);
  expect(table.bytes).toBeLessThanOrEqual(limit);
  const counts = values(table, 'count');
  expect(counts.length).toBeGreaterThan(1000);
  expect(counts.at(-1)).toBe(99_999n);
  expect(counts[0]).toBe(BigInt(100_000 - counts.length));
});

test('time never goes back', () => {
  const table = new RingTable(relation, 1e6, startMs);
  table.append(startMs + 10, [who, '', 0, true]);
  table.append(startMs + 5, [who, '', 0, true]);
  const [first, second] = values(table, 'time_');
  expect(second).toBe(first);
});
