import { describe, expect, test } from 'vitest';
import { openBench, python } from '../testing/bridge-bench.js';

const files = {
  'tools.py': `
import functools
def fix(what, why=None, *, how="", configuration=None): pass
def needs(configuration, secrets): pass
def anything(first, **others): pass
def wrap(f):
    @functools.wraps(f)
    def inner(*args, **kwargs): return f(*args, **kwargs)
    return inner
@wrap
def wrapped(a, b=1): pass
class Thing: pass
`,
  'broken.py': 'import no_such_dependency',
  'leaves.py': 'import sys; sys.exit(3)',
  'dies.py': 'import os; os._exit(5)',
};

describe.skipIf(python === undefined)('checks of python activities (needs python3)', () => {
  test.each([
    ['', 'x', undefined, 'a Python activity must have a module path', undefined],
    ['tools', '', undefined, 'a Python activity must have a function name', undefined],
    ['none_x', 'f', undefined, "could not find Python module 'none_x' in activity 'n'", 'No module named'],
    ['broken', 'f', undefined, "could not find Python module 'broken' in activity 'n'", 'no_such_dependency'],
    ['leaves', 'f', undefined, "could not find Python module 'leaves' in activity 'n'", 'SystemExit: 3'],
    ['dies', 'f', undefined, "could not find Python module 'dies' in activity 'n'", 'exit code 5'],
    [
      'tools',
      'Thing',
      undefined,
      "The python module 'tools' does not expose a function called 'Thing' in action 'n'",
      '',
    ],
    [
      'tools',
      'fixx',
      undefined,
      "The python module 'tools' does not expose a function called 'fixx' in action 'n'",
      "did you mean 'fix'?",
    ],
    ['tools', 'fix', {}, "required argument 'what' is missing from activity 'fix'", undefined],
    [
      'tools',
      'fix',
      { what: 1, hov: 2 },
      "argument 'hov' is not part of the function signature in activity 'fix'",
      "did you mean 'how'?",
    ],
    ['tools', 'wrapped', { b: 2 }, "required argument 'a' is missing from activity 'wrapped'", undefined],
    ['tools', 'fix', [1], 'the arguments of a Python activity must be a mapping', undefined],
    ['math', 'sqrt', { x: 1 }, "required argument 'x' is missing from activity 'sqrt'", 'only by position'],
  ])('%s.%s(%j): %s', async (module, func, args, message, hint) => {
    await using bench = openBench({ files });
    const [issue, ...others] = await bench.check(module, func, args);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: 'error', message, place: { file: 'x.json' } });
    if (hint !== undefined) expect(issue?.hint ?? '').toContain(hint);
  });

  test.each([
    ['tools', 'fix', { what: 1, how: 2 }],
    ['tools', 'needs', undefined],
    ['tools', 'anything', { first: 1, more: 2 }],
    ['tools', 'wrapped', { a: 1 }],
    ['os.path', 'exists', { path: 'x' }],
    ['os', 'rename', { src: 'a', dst: 'b' }],
    ['math', 'hypot', null],
  ])('%s.%s(%j) is fine', async (module, func, args) => {
    await using bench = openBench({ files });
    expect(await bench.check(module, func, args)).toEqual([]);
  });
});

describe('without Python', () => {
  const env = { PATH: '/nowhere' };

  test('a module can not be found, and the hint says what to install', async () => {
    await using bench = openWithout(env);
    expect(await bench.check('os', 'getcwd')).toMatchObject([
      {
        message: "could not find Python module 'os' in activity 'n'",
        hint: expect.stringContaining('no Python was found: install python3'),
      },
    ]);
  });

  test('a call fails and names the activities that need it', async () => {
    await using bench = openWithout({ ...env, CHAOS_PYTHON: 'python9' });
    await expect(bench.call('os', 'getcwd', {}, { name: 'look' })).rejects.toMatchObject({
      code: 'CHAOS_E_PYTHON_MISSING',
      message: "Python is needed by 'look'",
      hint: expect.stringContaining("CHAOS_PYTHON names 'python9'"),
    });
  });

  function openWithout(own: Record<string, string>) {
    return openBench({ env: own, python: undefined });
  }
});
