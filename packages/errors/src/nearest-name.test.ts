import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.js';

test.each([
  ['replcias', 'replicas'],
  ['Name', 'name'],
  ['namespace', undefined],
  ['x', undefined],
])('%s is near to %s', (name, expected) => {
  expect(nearestName(name, ['name', 'replicas', 'ns'])).toBe(expected);
});
