import { expect, test } from 'vitest';
import { runChaos, startChaos, testFolder } from './support/chaos.js';
import { experiment, readJournal, shell } from './support/experiment.js';

const text = `${'a'.repeat(46)}!`;
const costly = {
  type: 'probe',
  name: 'p',
  tolerance: { type: 'regex', pattern: '^(a+)+$', target: 'stdout' },
  provider: { type: 'process', path: 'printf', arguments: [text] },
};
const hypothesis = { 'steady-state-hypothesis': { title: 'h', probes: [costly] } };

test('a pattern that would search for years is a tolerance that is not met: the run goes on by the rules and has its journal', async () => {
  const cwd = testFolder({ 'x.json': experiment([], hypothesis) });
  const args = ['--hypothesis-strategy', 'after-method-only', '--rollback-strategy', 'always'];
  const { code, log } = await runChaos(['run', ...args, 'x.json'], { cwd });
  expect(log).toMatch(/CHAOS_E_REGEX_TOO_COSTLY: the pattern "\^\(a\+\)\+\$" was given up after 2 s/);
  expect(log).not.toMatch(/^ +at (async )?\S+ \(|node:internal/m);
  const journal = readJournal(cwd);
  expect({ code, status: journal.status, deviated: journal.deviated }).toEqual({
    code: 1,
    status: 'completed',
    deviated: true,
  });
  expect(journal.steady_states.after.probes).toMatchObject([
    { status: 'succeeded', tolerance_met: false, output: { stdout: text } },
  ]);
  expect(journal.rollbacks).toMatchObject([{ activity: { name: 'undo' }, status: 'succeeded' }]);
});

test('a pattern that would search for years lets the run be ended by a signal', async () => {
  const cwd = testFolder({ 'x.json': experiment([shell('long', 'sleep 600')], hypothesis) });
  const run = startChaos(
    [
      'run',
      '--json',
      '--hypothesis-strategy',
      'during-method-only',
      '--rollback-strategy',
      'always',
      'x.json',
    ],
    { cwd },
  );
  let told = false;
  run.child.stdout?.on('data', (chunk: string) => {
    if (!told && chunk.includes('"tolerance-checked"')) told = run.child.kill('SIGTERM');
  });
  expect(await run.ended).toMatchObject({ code: 1, signal: null });
  expect(readJournal(cwd)).toMatchObject({ status: 'interrupted', rollbacks: [{ status: 'succeeded' }] });
});
