import { expect, test } from 'vitest';
import { secondsAgo } from './time-expression.js';

const now = Date.parse('2026-01-31T12:00:00Z');

test.each([
  ['20s', 20],
  ['1s', 1],
  ['5m', 300],
  ['2h', 7200],
  ['1d', 86_400],
  ['1w', 604_800],
  ['10 minutes', 600],
  ['1 day ago', 86_400],
  ['30 seconds ago', 30],
  ['an hour ago', 3600],
  ['Yesterday', 86_400],
  ['now', 1],
  ['1.5s', 2],
  ['2026-01-31T11:59:00Z', 60],
  ['2026-01-31T12:59:30+01:00', 30],
  ['1769860700', 100],
])('%s is %d seconds ago', (text, seconds) => expect(secondsAgo(text, now)).toBe(seconds));

test.each([
  'right now',
  '500ms',
  '90',
  '1h30m',
  '',
  'not a time at all',
  '2026-02-01T00:00:00Z',
  '2026-13-01',
])('%j is not understood', (text) => expect(secondsAgo(text, now)).toBeUndefined());
