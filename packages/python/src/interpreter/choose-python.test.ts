import { expect, test } from 'vitest';
import { choosePython } from './choose-python.js';

const installed = new Set([
  '/usr/bin/python3',
  '/usr/bin/python',
  '/venv/bin/python',
  '/opt/py/bin/python3.9',
  '/work/own/python',
]);
const chosen = (env: Record<string, string>) =>
  choosePython({
    env: { PATH: '/none:/usr/bin:/opt/py/bin', ...env },
    cwd: '/work',
    isExecutable: (path) => installed.has(path),
  });

test.each([
  [{}, '/usr/bin/python3'],
  [{ VIRTUAL_ENV: '/venv' }, '/venv/bin/python'],
  [{ VIRTUAL_ENV: '/gone' }, '/usr/bin/python3'],
  [{ VIRTUAL_ENV: '/venv', CHAOS_PYTHON: '/usr/bin/python' }, '/usr/bin/python'],
  [{ CHAOS_PYTHON: 'python3.9' }, '/opt/py/bin/python3.9'],
  [{ CHAOS_PYTHON: 'own/python' }, '/work/own/python'],
  [{ CHAOS_PYTHON: '/gone/python3' }, undefined],
  [{ CHAOS_PYTHON: 'python4' }, undefined],
  [{ CHAOS_PYTHON: '', PATH: '' }, undefined],
])('%j: %s', (env, expected) => {
  expect(chosen(env)).toBe(expected);
});
