import { expect, test } from 'vitest';
import { applicableControls, type ControlLevel, inScope } from './applicable-controls.js';

const lists = {
  globals: [{ name: 'g' }],
  top: [{ name: 't1' }, { name: 't2', automatic: false }, { name: 't3' }],
  local: [{ name: 't3', own: true }, { ref: 't2' }, { name: 'l' }, { ref: 'nobody' }],
};

test.each<[ControlLevel, string[]]>([
  ['loading_experiment', ['g']],
  ['experiment', ['g', 't1', 't2', 't3']],
  ['method', ['g', 't1', 't3']],
  ['rollback', ['g', 't1', 't3']],
  // Each once; the own t3 in place of the experiment's; the reference stands for t2 although that one is not automatic.
  ['hypothesis', ['g', 't1', 't3', 't2', 'l']],
  ['activity', ['g', 't1', 't3', 't2', 'l']],
])('%s', (level, expected) => {
  const controls = applicableControls(level, lists);
  expect(controls.map(({ name }) => name)).toEqual(expected);
  if (level === 'activity') expect(controls[2]).toHaveProperty('own');
});

test('a scope limits a control to one side', () => {
  expect(inScope({ scope: 'before' }, 'after')).toBe(false);
  expect(inScope({ scope: 'before' }, 'before')).toBe(true);
  expect(inScope({}, 'after')).toBe(true);
});
