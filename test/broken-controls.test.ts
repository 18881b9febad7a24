import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as plainTest } from 'vitest';
import { findPython } from '../conformance/lib/cases.mjs';
import { type Ended, startChaos, testFolder } from '../packages/cli/test/support/chaos.js';
import { experiment, shell } from '../packages/cli/test/support/experiment.js';
import { processesWith, until } from '../packages/cli/test/support/processes.js';
import { inTurns } from './support/in-turns.js';
import { expectValidJournal } from './support/valid-journal.js';

/** Function names of the reference, without `_control`; those of the loading call only global controls. */
const HOOKS = [
  'configure',
  'before_experiment',
  'before_hypothesis',
  'before_activity',
  'after_activity',
  'after_hypothesis',
  'before_method',
  'after_method',
  'before_rollback',
  'after_rollback',
  'after_experiment',
  'cleanup',
];
/** Hooks that are called once the status stands. */
const LATE = ['after_experiment', 'cleanup'];

type How = 'throw' | 'hang' | 'exit' | 'kill' | 'interrupt';

const PYTHON = `import os, signal, sys, time
def act(hook):
    if os.environ['AT'] != hook: return
    how = os.environ['HOW']
    print('last words of', hook, flush=True)
    if how == 'throw': raise ValueError('broken')
    if how == 'exit': sys.exit(3)
    if how == 'kill': os.kill(os.getpid(), signal.SIGKILL)
    if how == 'interrupt':
        from chaoslib.exceptions import InterruptExecution
        raise InterruptExecution('enough')
    # Once: it must not hang in the rollbacks' activities too.
    if os.path.exists('hangs'): return
    open('hangs', 'w').close()
    time.sleep(300)
for name in '${HOOKS.join(' ')}'.split():
    globals()[name + '_control'] = (lambda hook: lambda **_: act(hook))(name)
`;

const TYPESCRIPT = `import { existsSync, writeFileSync } from 'node:fs';
import { defineControl, InterruptExecutionError } from 'chaoskit/extension';
const act = (hook: string) => async (): Promise<void> => {
  if (process.env.AT !== hook) return;
  const how = process.env.HOW;
  if (how === 'throw') throw new Error('broken');
  if (how === 'exit') process.exit(3);
  if (how === 'kill') process.kill(process.pid, 'SIGKILL');
  if (how === 'interrupt') throw new InterruptExecutionError('enough');
  if (existsSync('hangs')) return;
  writeFileSync('hangs', '');
  await new Promise(() => {});
};
const camel = (hook: string) => hook.replace(/_(.)/, (_, letter) => letter.toUpperCase());
export default defineControl(Object.fromEntries('${HOOKS.join(' ')}'.split(' ').map((hook) => [camel(hook), act(hook)])));
`;

const providers = {
  Python: { type: 'python', module: 'broken' },
  TypeScript: { type: 'module', path: './broken.ts' },
};

interface Outcome extends Ended {
  readonly hook: string;
  readonly journal: { readonly status: string; readonly run: readonly unknown[] } | undefined;
  readonly rolledBack: boolean;
  readonly folder: string;
}

/** Runs an experiment whose control misbehaves at one hook; one that hangs is cut with SIGTERM. */
async function play(language: keyof typeof providers, hook: string, how: How): Promise<Outcome> {
  const folder = testFolder({
    'broken.py': PYTHON,
    'broken.ts': TYPESCRIPT,
    'x.json': experiment([shell('act', 'true')], {
      controls: [{ name: 'broken', provider: providers[language] }],
      'steady-state-hypothesis': {
        title: 'h',
        probes: [{ ...shell('look', 'true'), type: 'probe', tolerance: 0 }],
      },
    }),
  });
  const run = startChaos(['run', '--rollback-strategy', 'always', 'x.json'], {
    cwd: folder,
    env: { PYTHONPATH: folder, AT: hook, HOW: how },
  });
  if (how === 'hang') {
    await until(`${hook} hangs`, () => existsSync(join(folder, 'hangs')) || run.child.exitCode !== null);
    run.child.kill('SIGTERM');
  }
  const ended = await run.ended;
  const file = join(folder, 'journal.json');
  const journal = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return { ...ended, hook, folder, journal, rolledBack: existsSync(join(folder, 'rolled-back')) };
}

/** Without Python its part is skipped. */
const withPython = plainTest.skipIf(findPython('python3') === null);

describe.each(['Python', 'TypeScript'] as const)('a control in %s', (language) => {
  const test = language === 'Python' ? withPython : plainTest;
  const everyHook = (how: How) => inTurns(HOOKS, (hook) => play(language, hook, how));

  test('that throws: the run goes on as if it had not been there', async () => {
    for (const { hook, code, journal, rolledBack } of await everyHook('throw')) {
      expect({ hook, code, status: journal?.status, rolledBack }).toEqual({
        hook,
        code: 0,
        status: 'completed',
        rolledBack: true,
      });
      expectValidJournal(journal);
    }
  });

  test('that hangs: a signal ends the run, with its rollbacks and its journal', async () => {
    for (const { hook, code, journal, rolledBack, folder } of await everyHook('hang')) {
      const late = LATE.includes(hook);
      expect({ hook, status: journal?.status, rolledBack }).toEqual({
        hook,
        status: late ? 'completed' : 'interrupted',
        // The rollbacks themselves were interrupted where their first hook hung.
        rolledBack: hook !== 'before_rollback',
      });
      expect(code).toBe(late ? 0 : 1);
      expectValidJournal(journal);
      expect(processesWith(folder)).toEqual([]);
    }
  });

  test('that interrupts: the rollbacks are played where they are asked for, the journal is written', async () => {
    for (const { hook, code, journal } of await everyHook('interrupt')) {
      const late = LATE.includes(hook);
      expect({ hook, code, status: journal?.status }).toEqual({
        hook,
        code: late ? 0 : 1,
        status: late ? 'completed' : 'interrupted',
      });
      expectValidJournal(journal);
    }
  });
});

withPython('a control in Python that exits ends the run as an exit does', async () => {
  for (const { hook, code, journal } of await inTurns(HOOKS, (hook) => play('Python', hook, 'exit'))) {
    const late = LATE.includes(hook);
    expect({ hook, code, status: journal?.status }).toEqual({
      hook,
      // After the experiment its code is all that is left to decide.
      code: hook === 'after_experiment' ? 3 : late ? 0 : 1,
      status: late ? 'completed' : 'interrupted',
    });
    expectValidJournal(journal);
  }
});

withPython('a control in Python that kills its process: the run goes on', async () => {
  for (const { hook, code, journal } of await inTurns(HOOKS, (hook) => play('Python', hook, 'kill'))) {
    expect({ hook, code, status: journal?.status }).toEqual({ hook, code: 0, status: 'completed' });
    expectValidJournal(journal);
  }
});

plainTest.each(['exit', 'kill'] as const)(
  'a control in TypeScript that takes the whole process along (%s): the log tells what had happened',
  async (how) => {
    for (const { folder } of await inTurns(['before_activity', 'after_method', 'cleanup'], (hook) =>
      play('TypeScript', hook, how),
    )) {
      const told = await startChaos(['journal', 'last'], { cwd: folder }).ended;
      expect(told.code).toBe(0);
      expectValidJournal(JSON.parse(told.stdout));
    }
  },
);
