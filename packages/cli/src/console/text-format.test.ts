import { expect, test } from 'vitest';
import { formatJson } from './json-format.js';
import { formatText } from './text-format.js';

const record = { level: 'INFO', message: 'one\ntwo', at: 1_700_000_000_123, module: 'log', line: 7 } as const;

test('text has a prefix in local time, and further lines indented', () => {
  expect(formatText(record, { origin: false, colour: false })).toMatch(
    /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO\] one\n {4}two\n$/,
  );
  expect(formatText(record, { origin: true, colour: false })).toContain(' INFO] [log:7] one\n');
  expect(formatText(record, { origin: false, colour: true })).toContain('INFO]\u001b[39m one');
});

test('JSON has the keys of the reference in its order', () => {
  const line = JSON.parse(formatJson(record, { contextId: 'c', pid: 1 }));
  expect(Object.keys(line)).toEqual([
    'process',
    'asctime',
    'levelname',
    'module',
    'lineno',
    'message',
    'context_id',
    'timestamp',
  ]);
  expect(line.asctime).toMatch(/,123$/);
});
