import { describe, expect, test } from 'vitest';
import type { RunEvent, SignalName } from '../events/run-event.js';
import { action, fakeProvider, forever, hypothesis, probe, untilAborted } from './testing/fake-provider.js';
import { type InlineOptions, type InlineRun, journalOf, runInline } from './testing/run-inline.js';

const experiment = {
  title: 'T',
  description: 'D',
  'steady-state-hypothesis': hypothesis(probe('p')),
  method: [action('first'), action('long'), action('never')],
  rollbacks: [action('back'), action('back-too')],
};

const begins =
  (name: string) =>
  (event: RunEvent): boolean =>
    event.type === 'activity-started' && event.activity.name === name;

/** Sends a signal once `when` holds for an event, a second one at the next event where there is one. */
function sending(
  when: (event: RunEvent) => boolean,
  ...names: SignalName[]
): NonNullable<InlineOptions['onEvent']> {
  return (event, send) => {
    if (!when(event)) return;
    // After the effect that the event announces has begun.
    for (const name of names.splice(0)) setImmediate(send, name);
  };
}

const played = (run: InlineRun): unknown[] =>
  (run.journal.rollbacks as { activity: { name: string } }[]).map(({ activity }) => activity.name);

function run(options: InlineOptions, behaviours = {}): Promise<InlineRun> {
  return runInline(experiment, {
    providers: [fakeProvider({ long: untilAborted, ...behaviours })],
    ...options,
  });
}

describe('signals', () => {
  test.each([
    ['SIGINT', 'WARNING Received a termination signal (Ctrl-C)...'],
    ['SIGTERM', 'WARNING Caught SIGTERM signal, interrupting experiment now'],
    ['SIGUSR1', 'WARNING Received the exit signal: 20'],
    ['SIGUSR2', 'WARNING Received the exit signal: 30'],
  ] as const)('%s ends the method, and by default nothing is rolled back', async (name, line) => {
    const { journal, log, text } = await run({ onEvent: sending(begins('long'), name) });
    expect(journal).toMatchObject({ status: 'interrupted', deviated: false, rollbacks: [] });
    expect(journal.run).toMatchObject([
      { activity: { name: 'first' }, status: 'succeeded' },
      { activity: { name: 'long' }, status: 'failed', 'x-interrupted': true, output: null },
    ]);
    expect(log).toContain(line);
    expect(log.at(-1)).toBe('INFO Experiment ended with status: interrupted');
    expect(journal).toEqual(journalOf(text));
  });

  test('the signals that people send are named in the journal', async () => {
    const { journal } = await run({ onEvent: sending(begins('long'), 'SIGTERM') });
    expect(journal.interruption).toEqual({
      kind: 'signal',
      name: 'SIGTERM',
      reason: 'received SIGTERM',
    });
    expect((await run({ onEvent: sending(begins('long'), 'SIGUSR1') })).journal).not.toHaveProperty(
      'interruption',
    );
  });

  test.each([
    ['SIGINT', ['back', 'back-too']],
    ['SIGUSR1', ['back', 'back-too']],
    ['SIGUSR2', []],
  ] as const)(
    'after %s rollbacks that are always wanted have a signal of their own',
    async (name, expected) => {
      const result = await run({ rollbacks: 'always', onEvent: sending(begins('long'), name) });
      expect(played(result)).toEqual(expected);
      expect(result.journal.status).toBe('interrupted');
    },
  );

  test('an activity that ignores its end is left behind after the grace', async () => {
    const result = await run(
      { rollbacks: 'always', cancelGraceMs: 3000, onEvent: sending(begins('long'), 'SIGTERM') },
      { long: forever },
    );
    expect(played(result)).toEqual(['back', 'back-too']);
    expect(result.journal.run).toMatchObject([{}, { 'x-interrupted': true, duration: 3 }]);
  });

  test('a second signal ends the run at once, whatever hangs', async () => {
    const result = await run(
      { rollbacks: 'always', cancelGraceMs: 1e9, onEvent: sending(begins('long'), 'SIGINT', 'SIGINT') },
      { long: forever },
    );
    expect(result.journal).toMatchObject({ status: 'interrupted', rollbacks: [] });
    expect(result.outcome.endedAtOnce).toBe(true);
    expect(result.events.at(-1)?.type).toBe('run-ended');
  });

  test('several graceful exit signals are one', async () => {
    const result = await run({
      rollbacks: 'always',
      onEvent: sending(begins('long'), 'SIGUSR1', 'SIGUSR1', 'SIGUSR1'),
    });
    expect(played(result)).toEqual(['back', 'back-too']);
    expect(result.outcome.endedAtOnce).toBe(false);
  });

  test('a signal cuts a pause', async () => {
    const result = await runInline(
      { ...experiment, method: [action('waits', { pauses: { before: 3600 } })] },
      {
        providers: [fakeProvider()],
        onEvent: (event, send) => {
          if (event.type === 'log' && event.message.startsWith('Pausing before')) send('SIGINT');
        },
      },
    );
    expect(result.journal).toMatchObject({ status: 'interrupted', run: [], duration: 0 });
  });

  test('a signal ends background activities too', async () => {
    const result = await runInline(
      { ...experiment, method: [action('beside', { background: true }), action('long')] },
      {
        providers: [fakeProvider({ beside: untilAborted, long: untilAborted })],
        onEvent: sending(begins('long'), 'SIGTERM'),
      },
    );
    expect(result.journal.run).toMatchObject([{ 'x-interrupted': true }, { 'x-interrupted': true }]);
  });

  test('a signal during the rollbacks skips the remaining ones', async () => {
    const result = await run(
      { onEvent: sending(begins('back'), 'SIGTERM') },
      { long: () => true, back: untilAborted },
    );
    expect(played(result)).toEqual(['back']);
    expect(result.journal.status).toBe('interrupted');
    expect(result.log).toContain(
      'WARNING Received an exit signal.Terminating now without running the remaining rollbacks.',
    );
  });

  test('the rollbacks of an interrupted run have a budget', async () => {
    const result = await run(
      { rollbacks: 'always', rollbackBudgetMs: 60_000, onEvent: sending(begins('long'), 'SIGTERM') },
      { back: untilAborted },
    );
    expect(played(result)).toEqual(['back']);
    expect(result.log).toContain('ERROR The rollbacks took longer than 60 seconds, ending them');
  });

  test('a hypothesis that is interrupted leaves no trace', async () => {
    const result = await run({ onEvent: sending(begins('p'), 'SIGINT') }, { p: untilAborted });
    expect(result.journal).toMatchObject({
      status: 'interrupted',
      steady_states: { before: null, after: null, during: [] },
      run: [],
    });
  });

  test('at any point of a run, a signal ends it with a journal', async () => {
    const options: InlineOptions = { hypothesis: 'continuously', rollbacks: 'always' };
    const plain = {
      ...experiment,
      method: [
        action('first', { pauses: { after: 2 } }),
        action('beside', { background: true }),
        action('second', { pauses: { before: 2 } }),
      ],
    };
    const whole = await runInline(plain, { ...options, providers: [fakeProvider()] });
    for (let seq = 1; seq <= whole.events.length; seq += 1) {
      for (const name of ['SIGTERM', 'SIGUSR2'] as const) {
        const cut = await runInline(plain, {
          ...options,
          providers: [fakeProvider()],
          onEvent: (event, send) => {
            if (event.seq === seq) send(name);
          },
        });
        expect(cut.events.at(-1)?.type).toBe('run-ended');
        expect(['interrupted', 'completed']).toContain(cut.journal.status);
        expect(cut.journal).toEqual(journalOf(cut.text));
      }
    }
  });
});
