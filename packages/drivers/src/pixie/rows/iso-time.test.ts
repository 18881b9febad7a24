import { expect, test } from 'vitest';
import { isoTime } from './iso-time.js';

// Made with Python's datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=ns / 1000.0).
test.each([
  [0n, '1970-01-01T00:00:00+00:00'],
  [-1_500n, '1969-12-31T23:59:59.999998+00:00'],
  [1_700_000_000_123_456_789n, '2023-11-14T22:13:20.123457+00:00'],
  // A half goes to the even microsecond.
  [1_700_000_000_000_000_500n, '2023-11-14T22:13:20+00:00'],
  [1_700_000_000_000_001_500n, '2023-11-14T22:13:20.000002+00:00'],
  [1_700_000_000_999_999_900n, '2023-11-14T22:13:21+00:00'],
])('%d ns are %s', (ns, text) => {
  expect(isoTime(ns)).toBe(text);
});
