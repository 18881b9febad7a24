import { describe, expect, test } from 'vitest';
import {
  action,
  type FakeBehaviour,
  fails,
  fakeProvider,
  hypothesis,
  probe,
} from './testing/fake-provider.js';
import { type InlineOptions, journalOf, runInline } from './testing/run-inline.js';
import { VirtualClock } from './testing/virtual-clock.js';

const experiment = {
  title: 'T ${x}',
  description: 'D',
  'steady-state-hypothesis': hypothesis(probe('p')),
  method: [action('a')],
  rollbacks: [action('r')],
};

type Names = { activity: { name: string } }[];
const names = (runs: unknown): string[] => (runs as Names).map(({ activity }) => activity.name);

test('the happy path reads as in the reference', async () => {
  const { log } = await runInline(experiment, { providers: [fakeProvider()], configuration: { x: 1 } });
  expect(log).toEqual([
    'INFO Running experiment: T 1',
    'INFO Steady-state strategy: default',
    'INFO Rollbacks strategy: default',
    'INFO Steady state hypothesis: H',
    'INFO Probe: p',
    'INFO Steady state hypothesis is met!',
    "INFO Playing your experiment's method now...",
    'INFO Action: a',
    'INFO Steady state hypothesis: H',
    'INFO Probe: p',
    'INFO Steady state hypothesis is met!',
    "INFO Let's rollback...",
    'INFO Rollback: r',
    'INFO Action: r',
    'INFO Experiment ended with status: completed',
  ]);
});

test('the clusters are told before anything is done', async () => {
  const { log } = await runInline(experiment, {
    providers: [fakeProvider()],
    targets: [{ context: 'kind', server: 'https://127.0.0.1:6443' }],
  });
  expect(log[0]).toBe('INFO Target: context kind, server https://127.0.0.1:6443');
});

test('an empty experiment is just explored', async () => {
  const { log, journal } = await runInline({ title: 'T', description: 'D', method: [] });
  expect(log).toContain("INFO No steady state hypothesis defined. That's ok, just exploring.");
  expect(log).toContain("INFO No declared activities, let's move on.");
  expect(log).toContain("INFO No declared rollbacks, let's move on.");
  expect(journal).toMatchObject({ status: 'completed', experiment: { dry: null } });
});

describe('hypothesis strategies', () => {
  test.each([
    ['default', true, true, 0],
    ['before-method-only', true, false, 0],
    ['after-method-only', false, true, 0],
    ['during-method-only', false, false, 3],
    ['continuously', true, true, 3],
    ['skip', false, false, 0],
  ] as const)('%s', async (strategy, before, after, during) => {
    const { journal } = await runInline(
      { ...experiment, method: [action('a', { pauses: { after: 2.5 } })] },
      { providers: [fakeProvider()], hypothesis: strategy },
    );
    const states = journal.steady_states as { before: unknown; after: unknown; during: unknown[] };
    expect(states.before !== null).toBe(before);
    expect(states.after !== null).toBe(after);
    expect(states.during).toHaveLength(during);
  });
});

describe('the continuous hypothesis', () => {
  const slowProbe =
    (clock: VirtualClock, ms: number): FakeBehaviour =>
    async (_call, { signal }) => {
      await clock.sleep(ms, signal);
      return true;
    };

  async function continuous(probeMs: number, options: InlineOptions = {}) {
    const clock = new VirtualClock();
    return runInline(
      { ...experiment, method: [action('a', { pauses: { after: 5.5 } })] },
      {
        clock,
        providers: [fakeProvider({ p: slowProbe(clock, probeMs) })],
        hypothesis: 'during-method-only',
        ...options,
      },
    );
  }

  test('keeps absolute deadlines, however long a probe takes', async () => {
    const { journal, events } = await continuous(500);
    const starts = events.flatMap((event) =>
      event.type === 'phase-started' && event.phase === 'hypothesis' ? [event.mono] : [],
    );
    expect(starts).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
    expect(journal['x-continuous']).toEqual({
      frequency: 1,
      iterations: 6,
      failures: 0,
      missed: 0,
      lateness: { mean: 0, max: 0 },
    });
  });

  test.each([
    [{ type: 'regex', pattern: 'a' }, 'aborted'],
    [false, 'completed'],
  ])('with a tolerance of %j for a number ends as %s', async (tolerance, status) => {
    const clock = new VirtualClock();
    const { journal, log } = await runInline(
      {
        ...experiment,
        'steady-state-hypothesis': hypothesis(probe('p', { tolerance })),
        method: [action('a', { pauses: { after: 2.5 } })],
      },
      { clock, hypothesis: 'during-method-only', providers: [fakeProvider({ p: () => 3 })] },
    );
    expect(journal).toMatchObject({ status });
    expect(log.some((line) => line.startsWith('CRITICAL In the continuous'))).toBe(status === 'aborted');
  });

  test('counts the deadlines it misses', async () => {
    const { journal } = await continuous(2500);
    expect(journal['x-continuous']).toMatchObject({ iterations: 2, missed: 4 });
    expect((journal.steady_states as { during: unknown[] }).during).toHaveLength(2);
  });

  test('has ended before the hypothesis is checked after the method', async () => {
    const { events } = await continuous(500, { hypothesis: 'continuously' });
    const phases = events.flatMap((event) =>
      (event.type === 'phase-started' || event.type === 'phase-ended') && event.phase !== 'experiment'
        ? [
            `${event.type === 'phase-started' ? 'begin' : 'end'} ${event.phase} ${'moment' in event ? event.moment : ''}`.trim(),
          ]
        : [],
    );
    expect(phases.indexOf('end continuous')).toBeLessThan(phases.indexOf('begin hypothesis after'));
  });

  test('with fail-fast ends the method between two activities, from its ratio on', async () => {
    let calls = 0;
    const { journal, log } = await runInline(
      {
        ...experiment,
        method: [
          action('a', { pauses: { after: 3.5 } }),
          action('b', { pauses: { after: 3.5 } }),
          action('c'),
        ],
      },
      {
        providers: [
          fakeProvider({
            p: () => {
              calls += 1;
              return calls < 3;
            },
          }),
        ],
        hypothesis: 'during-method-only',
        failFast: true,
        failFastRatio: 50,
      },
    );
    // 1 of 3, then 2 of 4.
    expect(log).toContain('INFO Terminating immediately the experiment after 50.0% hypothesis deviated');
    expect(names(journal.run)).toEqual(['a']);
    expect(journal['x-continuous']).toMatchObject({ iterations: 4, failures: 2 });
  });
});

describe('dry modes', () => {
  const plain = {
    ...experiment,
    method: [
      action('a', { pauses: { before: 1, after: 1 } }),
      { type: 'probe', name: 'mp', provider: { type: 'fake' }, pauses: { before: 1 } },
    ],
  };
  test.each([
    ['actions', ['p', 'mp', 'p'], 1],
    ['probes', ['a', 'r'], 2],
    ['activities', [], 0],
    ['pause', ['p', 'a', 'mp', 'p', 'r'], 0],
  ] as const)('%s', async (dry, expected, seconds) => {
    const called: string[] = [];
    const note: FakeBehaviour = (call) => {
      called.push(call.name);
      return true;
    };
    const { journal, log } = await runInline(plain, {
      dry,
      providers: [fakeProvider({ a: note, p: note, mp: note, r: note })],
    });
    expect(called).toEqual(expected);
    expect(journal).toMatchObject({
      status: 'completed',
      deviated: false,
      duration: seconds,
      experiment: { dry },
    });
    expect(log).toContain(`WARNING Running experiment with dry ${dry}`);
    expect(journal.run).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  });

  test('of an activity may leave out more than the run does, never less', async () => {
    const called: string[] = [];
    const note: FakeBehaviour = (call) => {
      called.push(call.name);
      return true;
    };
    const behaviours = { a: note, b: note, c: note, d: note };
    const method = [
      action('a', { dry: true }),
      action('b', { dry: 'actions' }),
      action('c', { dry: 'probes' }),
      action('d', { dry: false }),
    ];
    await runInline({ ...experiment, method }, { providers: [fakeProvider(behaviours)] });
    expect(called.splice(0)).toEqual(['c', 'd']);
    await runInline({ ...experiment, method }, { dry: 'actions', providers: [fakeProvider(behaviours)] });
    expect(called).toEqual([]);
  });

  test('of the file is honoured', async () => {
    const { journal } = await runInline(
      { ...experiment, dry: 'activities' },
      { providers: [fakeProvider({ a: fails('must not run') })] },
    );
    expect(journal).toMatchObject({ experiment: { dry: 'activities' }, run: [{ output: null }] });
  });
});

describe('activities', () => {
  test('pause, also by configuration', async () => {
    const { journal, log } = await runInline(
      { ...experiment, method: [action('a', { pauses: { before: '${wait}', after: 1.5 } })] },
      { providers: [fakeProvider()], configuration: { wait: 2 }, hypothesis: 'skip' },
    );
    expect(log).toContain('INFO Pausing before next activity for 2s...');
    expect(log).toContain('INFO Pausing after activity for 1.5s...');
    expect(journal).toMatchObject({ duration: 3.5, run: [{ duration: 0 }] });
  });

  test('with a pause that is no number abort the run', async () => {
    const { journal, log } = await runInline(
      { ...experiment, method: [action('a', { pauses: { before: '${wait}' } })] },
      { providers: [fakeProvider()], configuration: { wait: 'long' }, hypothesis: 'skip' },
    );
    expect(journal).toMatchObject({ status: 'aborted', run: [] });
    expect(log.join('\n')).toContain('must be a number of seconds, not long');
  });

  test('of any provider fail when their timeout is over', async () => {
    const { journal } = await runInline(
      { ...experiment, method: [action('a', { timeout: 3 }), action('b')] },
      {
        providers: [
          fakeProvider({
            a: (_call, { signal }) =>
              new Promise((_resolve, reject) => {
                signal.addEventListener('abort', () => reject(new Error('told to end')), { once: true });
              }),
          }),
        ],
      },
    );
    expect(journal.run).toMatchObject([
      {
        status: 'failed',
        duration: 3,
        exception: expect.arrayContaining([
          'chaoslib.exceptions.ActivityFailed: activity took too long to complete\n',
        ]),
      },
      { status: 'succeeded' },
    ]);
  });

  test('that are references stand for what they name', async () => {
    const { journal, log } = await runInline(
      {
        ...experiment,
        'steady-state-hypothesis': hypothesis(probe('p'), { ref: 'a', tolerance: 5 }),
        method: [action('a'), { ref: 'p' }],
        rollbacks: [{ ref: 'a' }],
      },
      { providers: [fakeProvider({ a: () => 5 })] },
    );
    expect(names(journal.run)).toEqual(['a', 'p']);
    expect(names(journal.rollbacks)).toEqual(['a']);
    expect(log).toContain('INFO Rollback: None');
    expect(journal).toMatchObject({ status: 'completed', deviated: false });
  });

  test('in the background run beside the others and are awaited', async () => {
    const clock = new VirtualClock();
    const takes =
      (ms: number): FakeBehaviour =>
      async (_call, { signal }) => {
        await clock.sleep(ms, signal);
        return ms;
      };
    const { journal, log, text } = await runInline(
      { ...experiment, method: [action('slow', { background: true }), action('quick')] },
      { clock, providers: [fakeProvider({ slow: takes(2000), quick: takes(500) })] },
    );
    expect(log).toContain('INFO Action: slow [in background]');
    expect(journal).toMatchObject({ duration: 2, run: [{ duration: 2 }, { duration: 0.5 }] });
    expect(journal).toEqual(journalOf(text));
  });
});

test('configuration that is a probe is run first, each entry seeing those before it', async () => {
  const { journal, log } = await runInline(
    {
      ...experiment,
      method: [
        {
          type: 'action',
          name: 'show',
          provider: { type: 'fake', arguments: { all: '${early} ${one} ${two} ${bad}' } },
        },
      ],
    },
    {
      configuration: {
        base: 'b',
        early: { type: 'probe', name: 'c0', provider: { type: 'fake', arguments: { from: '${late}' } } },
        late: 'l',
        one: { type: 'probe', name: 'c1', provider: { type: 'fake', arguments: { from: '${base}' } } },
        two: { type: 'probe', name: 'c2', provider: { type: 'fake', arguments: { from: '${one}' } } },
        bad: { type: 'probe', name: 'c3', provider: { type: 'fake' } },
      },
      providers: [
        fakeProvider({
          c0: (call) => (call.arguments as { from: string }).from,
          c1: (call) => `${(call.arguments as { from: string }).from}1`,
          c2: (call) => `${(call.arguments as { from: string }).from}2`,
          c3: fails('no'),
          show: (call) => (call.arguments as { all: string }).all,
        }),
      ],
    },
  );
  expect(journal.run).toMatchObject([{ output: '${late} b1 b12 ${bad}' }]);
  expect(log.join('\n')).toContain('WARNING Some of the dynamic configuration failed to be loaded.');
});

test('secrets never leave the run, in any of their forms', async () => {
  const token = 'correct horse/battery+staple';
  const { text, journal } = await runInline(
    {
      ...experiment,
      method: [{ type: 'action', name: 'a', provider: { type: 'fake', arguments: { t: '${token}' } } }],
    },
    {
      secrets: { vault: { token } },
      providers: [
        fakeProvider({
          a: (call, { log }) => {
            log.info(`called with ${token}`);
            return {
              plain: (call.arguments as { t: string }).t,
              url: encodeURIComponent(token),
              basic: Buffer.from(`user:${token}`).toString('base64'),
            };
          },
        }),
      ],
    },
  );
  for (const form of [token, encodeURIComponent(token), Buffer.from(token).toString('base64').slice(4, -4)]) {
    expect(text).not.toContain(form);
    expect(JSON.stringify(journal)).not.toContain(form);
  }
});

test('a sink that fails is told once and does not touch the run', async () => {
  const { journal, outcome, log } = await runInline(experiment, {
    providers: [fakeProvider()],
    onEvent: () => {
      throw new Error('broken pipe');
    },
  });
  expect(journal.status).toBe('completed');
  expect(outcome.troubles).toEqual(['test: broken pipe']);
  expect(log.filter((line) => line.includes('broken pipe'))).toHaveLength(1);
});
