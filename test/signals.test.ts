import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChaos, startChaos, testFolder } from '../packages/cli/test/support/chaos.js';
import { experiment, shell } from '../packages/cli/test/support/experiment.js';
import { processesWith, until } from '../packages/cli/test/support/processes.js';
import { inTurns } from './support/in-turns.js';
import { expectValidJournal } from './support/valid-journal.js';

const POINTS = 20;

/** Every kind of step: pauses, a process beside others, one that ignores to be ended, a control, the hypothesis all along. */
function everything(marker: string): unknown {
  const probe = { ...shell('steady', 'sleep 0.02'), type: 'probe', tolerance: 0 };
  return experiment(
    [
      shell('first', `sleep 0.1; : ${marker}`, { pauses: { before: 0.05, after: 0.05 } }),
      shell('beside', `sleep 0.4; : ${marker}`, { background: true }),
      shell('stubborn', `trap '' TERM INT; sleep 0.1; : ${marker}`),
    ],
    {
      'steady-state-hypothesis': { title: 'h', probes: [probe] },
      controls: [{ name: 'quiet', provider: { type: 'module', path: './quiet.mjs' } }],
      rollbacks: [shell('undo', ': > rolled-back', { pauses: { before: 0.02 } })],
    },
  );
}

const QUIET = `import { defineControl } from 'chaoskit/extension';
const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
export default defineControl({ beforeActivity: wait, afterExperiment: wait });
`;
const COMMAND = ['run', '--json', '--hypothesis-strategy', 'continuously', '--hypothesis-frequency', '0.1'];

const folderOf = (marker: string): string => testFolder({ 'x.json': everything(marker), 'quiet.mjs': QUIET });

/** Sends a signal once the run has told of `count` events; answers what it left. */
async function cut(marker: string, count: number, signal: NodeJS.Signals) {
  const cwd = folderOf(marker);
  const run = startChaos([...COMMAND, '--rollback-strategy', 'always', 'x.json'], { cwd });
  let told = 0;
  run.child.stdout?.on('data', (text: string) => {
    const before = told;
    told += text.split('\n').length - 1;
    if (before < count && told >= count) run.child.kill(signal);
  });
  const { code, stdout, stderr } = await run.ended;
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const rollbacks = events.findIndex((event) => event.phase === 'rollbacks');
  const received = events.findIndex(({ type }) => type === 'signal');
  const settled = events.findIndex(({ type, phase }) => type === 'phase-ended' && phase === 'experiment');
  const file = join(cwd, 'journal.json');
  return {
    cwd,
    code,
    stderr,
    journal: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined,
    /** It came before the run had its verdict. */
    inTime: received >= 0 && received < settled,
    /** A signal during the rollbacks skips what is left of them (core.md §12.5). */
    mayMiss: received > rollbacks,
    rolledBack: existsSync(join(cwd, 'rolled-back')),
  };
}

test.each([
  ['SIGINT', 'SIGUSR1'],
  ['SIGTERM', 'SIGUSR2'],
] as const)(
  `%s and %s at ${POINTS} points of a run: the journal is valid and is its log, nothing is left`,
  async (...signals) => {
    const marker = `mark-signals-${signals[0]}-${process.pid}`;
    const whole = await runChaos([...COMMAND, 'x.json'], { cwd: folderOf(marker) });
    expect(whole).toMatchObject({ code: 0 });
    const events = whole.stdout.trimEnd().split('\n').length;

    const points = Array.from({ length: POINTS }, (_, index) => 1 + Math.floor((index * events) / POINTS));
    const outcomes = await inTurns(points, async (count, index) => {
      const signal = signals[index % 2] ?? signals[0];
      return { signal, count, ...(await cut(marker, count, signal)) };
    });

    await until('no process of the runs is left', () => processesWith(marker).length === 0);
    for (const { signal, count, cwd, code, journal, inTime, mayMiss, rolledBack, stderr } of outcomes) {
      expect(stderr).not.toMatch(/^\s+at /m);
      expectValidJournal(journal);
      // What comes in the last moments finds the verdict made, or the command at its very end.
      const wanted = inTime ? { status: 'interrupted', code: 1 } : { status: 'completed', code: 0 };
      expect({ signal, count, status: journal.status, code }).toEqual({ signal, count, ...wanted });
      if (signal === 'SIGUSR2' && journal.status === 'interrupted' && !mayMiss)
        expect(rolledBack).toBe(false);
      else if (!mayMiss) expect({ signal, count, rolledBack }).toMatchObject({ rolledBack: true });
      const told = await runChaos(['journal', 'last'], { cwd });
      expect(JSON.parse(told.stdout)).toEqual(journal);
    }
    // A busy machine may bring a late one after the end, not those of the first half.
    const inTime = outcomes.filter(({ inTime }) => inTime).map(({ count }) => count);
    expect(inTime).toEqual(expect.arrayContaining(points.slice(0, POINTS / 2)));
  },
);

test('a signal at the very end of a run changes nothing: its journal is written, its exit code stands', async () => {
  const signals = ['SIGTERM', 'SIGINT', 'SIGUSR1', 'SIGUSR2'] as const;
  const statuses = await inTurns([...signals, ...signals, ...signals], async (signal) => {
    const cwd = testFolder({ 'x.json': experiment([]) });
    const run = startChaos(['run', '--json', 'x.json'], { cwd });
    run.child.stdout?.on('data', (text: string) => {
      if (text.includes('"run-ended"')) run.child.kill(signal);
    });
    const { code } = await run.ended;
    return `${JSON.parse(readFileSync(join(cwd, 'journal.json'), 'utf8')).status}, ${code}`;
  });
  expect(new Set(statuses)).toEqual(new Set(['completed, 0']));
});
