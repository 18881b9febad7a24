import { stringifyJson } from '@chaoskit/core';
import type { Relation } from '@chaoskit/pxl';
import { expect, test } from 'vitest';
import { rowObject } from './row-object.js';

const relation: Relation = (
  [
    ['n', 'INT64'],
    ['time_', 'TIME64NS'],
    ['ratio', 'FLOAT64'],
    ['text', 'STRING'],
    ['ok', 'BOOLEAN'],
    ['id', 'UINT128'],
  ] as const
).map(([name, type]) => ({ name, type, semanticType: 'ST_NONE' }));

test('a row becomes an object: exact integers, floats that stay floats, text, UUIDs, its time', () => {
  const row = [9_007_199_254_740_993n, 1_700_000_000_123_456_789n, 1, 'ä', true, { high: 123n, low: 456n }];
  expect(stringifyJson(rowObject(relation, row))).toBe(
    '{"n": 9007199254740993, "time_": 1700000000123456789, "ratio": 1.0, "text": "ä", "ok": true, ' +
      '"id": "00000000-0000-007b-0000-0000000001c8", "_dt": "2023-11-14T22:13:20.123457+00:00"}',
  );
});

test('a row without a time has no _dt', () => {
  expect(rowObject(relation.slice(0, 1), [1n])).toEqual({ n: 1 });
});
