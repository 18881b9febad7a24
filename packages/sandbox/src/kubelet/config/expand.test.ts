import { expect, test } from 'vitest';
import { expand } from './expand.js';

test.each([
  ['$(A)', '1'],
  ['x$(A)y$(B)', 'x1y$(B)'],
  ['$$(A)', '$(A)'],
  ['$$$(A)', '$1'],
  ['$A $', '$A $'],
  ['$(EMPTY)', ''],
  ['$(toString)', '$(toString)'],
])('%s', (text, expected) => {
  expect(expand(text, { A: '1', EMPTY: '' })).toBe(expected);
});
