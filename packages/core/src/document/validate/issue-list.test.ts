import { expect, test } from 'vitest';
import { MAX_ISSUES } from '../issue.js';
import { IssueList } from './issue-list.js';

const document = { source: 'x', value: null, locate: () => ({ path: '' }) };

/** A set that counts how many of its names were looked at. */
class CountedNames extends Set<string> {
  looked = 0;

  override *[Symbol.iterator](): SetIterator<string> {
    for (const name of super.values()) {
      this.looked += 1;
      yield name;
    }
  }
}

test('hints stop when too many names were compared', () => {
  const issues = new IssueList(document);
  const names = new CountedNames(Array.from({ length: 999 }, (_, index) => `activity ${index}`));
  expect(issues.nearest('activty 7', names)).toBe('activity 7');
  for (let round = 0; round < 1000; round += 1) issues.nearest('activty 7', names);
  expect(names.looked).toBeLessThanOrEqual(20_000);
  expect(issues.nearest('activty 7', names)).toBeUndefined();
});

test('places of what is not listed are not looked for', () => {
  let located = 0;
  const issues = new IssueList({
    ...document,
    locate: () => {
      located += 1;
      return { path: '' };
    },
  });
  for (let index = 0; index < MAX_ISSUES * 3; index += 1) issues.error('CHAOS_V_X', 'x', ['method', index]);
  const all = issues.all();
  expect(all).toHaveLength(MAX_ISSUES + 1);
  expect(all.at(-1)?.code).toBe('CHAOS_V_TOO_MANY');
  expect(located).toBeLessThanOrEqual(MAX_ISSUES + 2);
});
