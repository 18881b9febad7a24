import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExitRequestedError, InterruptExecutionError } from '../activity/outcome-errors.js';
import type { PlainJson } from '../values/json.js';
import { exitCodeFor } from './run-experiment.js';
import {
  action,
  crashes,
  type FakeBehaviour,
  fails,
  fakeProvider,
  hypothesis,
  probe,
} from './testing/fake-provider.js';
import { type InlineOptions, journalOf, runInline } from './testing/run-inline.js';

const experiment = {
  title: 'T',
  description: 'D',
  'steady-state-hypothesis': hypothesis(probe('p')),
  method: [action('a')],
  rollbacks: [action('r')],
};

interface Row {
  readonly situation: string;
  readonly behaviours?: { readonly [name: string]: FakeBehaviour };
  readonly change?: object;
  readonly options?: InlineOptions;
  readonly status: string;
  readonly deviated?: boolean;
  readonly rollbacks: boolean;
  readonly exit: 0 | 1;
}

/** Answers the values one after the other, the last one again and again. */
function answers(...values: (boolean | FakeBehaviour)[]): FakeBehaviour {
  let calls = 0;
  return (call, context) => {
    const value = values[Math.min(calls, values.length - 1)];
    calls += 1;
    return typeof value === 'function' ? value(call, context) : (value ?? null);
  };
}

const interrupt: FakeBehaviour = () => {
  throw new InterruptExecutionError('stop now');
};
const slowly: FakeBehaviour = () => new Promise((resolve) => setImmediate(resolve, true));

const rows: Row[] = [
  { situation: 'all good', status: 'completed', rollbacks: true, exit: 0 },
  {
    situation: 'gate probe out of tolerance',
    behaviours: { p: answers(false) },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'gate probe out of tolerance, the reference status asked for',
    behaviours: { p: answers(false) },
    options: { gateNotMet: 'completed' },
    status: 'completed',
    rollbacks: true,
    exit: 0,
  },
  {
    situation: 'gate probe failed',
    behaviours: { p: fails('no') },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'gate probe in an unexpected error',
    behaviours: { p: crashes('oops') },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'after: out of tolerance',
    behaviours: { p: answers(true, false) },
    status: 'completed',
    deviated: true,
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'after: probe failed',
    behaviours: { p: answers(true, fails('gone')) },
    status: 'failed',
    deviated: true,
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'method activity failed',
    behaviours: { a: fails('no') },
    status: 'completed',
    rollbacks: true,
    exit: 0,
  },
  {
    situation: 'rollback activity failed',
    behaviours: { r: fails('no') },
    status: 'completed',
    rollbacks: true,
    exit: 0,
  },
  {
    situation: 'foreground method activity in an unexpected error',
    behaviours: { a: crashes('oops') },
    status: 'aborted',
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'missing reference in the method',
    change: { method: [{ ref: 'nobody' }] },
    status: 'aborted',
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'missing reference in the hypothesis',
    change: { 'steady-state-hypothesis': hypothesis({ ref: 'nobody', tolerance: true }) },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'background activity in an unexpected error',
    change: { method: [action('b', { background: true }), action('a')] },
    behaviours: { b: crashes('oops') },
    status: 'aborted',
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'during only, out of tolerance',
    behaviours: { p: answers(false) },
    change: { method: [action('a', { pauses: { after: 3 } })] },
    options: { hypothesis: 'during-method-only' },
    status: 'completed',
    rollbacks: true,
    exit: 0,
  },
  {
    situation: 'during only, out of tolerance, asked to count',
    behaviours: { p: answers(false) },
    change: { method: [action('a', { pauses: { after: 3 } })] },
    options: { hypothesis: 'during-method-only', deviateDuring: true },
    status: 'completed',
    deviated: true,
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'fail-fast without a check after it',
    behaviours: { p: answers(false) },
    change: { method: [action('a', { pauses: { after: 3 } }), action('never')] },
    options: { hypothesis: 'during-method-only', failFast: true },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'fail-fast, then met after',
    behaviours: { p: answers(true, false, true) },
    change: { method: [action('a', { pauses: { after: 3 } }), action('never')] },
    options: { hypothesis: 'continuously', failFast: true },
    status: 'failed',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'fail-fast, then not met after',
    behaviours: { p: answers(true, false, false) },
    change: { method: [action('a', { pauses: { after: 3 } }), action('never')] },
    options: { hypothesis: 'continuously', failFast: true },
    status: 'completed',
    deviated: true,
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'continuous probe in an unexpected error',
    behaviours: { p: answers(crashes('oops')) },
    change: { method: [action('a', { pauses: { after: 3 } })] },
    options: { hypothesis: 'during-method-only' },
    status: 'aborted',
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'activity interrupts',
    behaviours: { a: interrupt },
    status: 'interrupted',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'background activity interrupts',
    change: { method: [action('b', { background: true }), action('a', { pauses: { after: 9 } })] },
    behaviours: { b: interrupt },
    status: 'interrupted',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'activity asks for an exit',
    behaviours: {
      a: () => {
        throw new ExitRequestedError(20);
      },
    },
    options: { rollbacks: 'always' },
    status: 'interrupted',
    rollbacks: true,
    exit: 1,
  },
  {
    situation: 'activity asks for an ungraceful exit',
    behaviours: {
      a: () => {
        throw new ExitRequestedError(30);
      },
    },
    options: { rollbacks: 'always' },
    status: 'interrupted',
    rollbacks: false,
    exit: 1,
  },
  {
    situation: 'foreground rollback in an unexpected error: the next one is played',
    change: { rollbacks: [action('boom'), action('r')] },
    behaviours: { boom: crashes('oops') },
    status: 'completed',
    rollbacks: true,
    exit: 0,
  },
];

describe('the outcome of a run', () => {
  test.each(rows)('$situation', async ({ behaviours, change, options, ...expected }) => {
    const run = await runInline(
      { ...experiment, ...change },
      { providers: [fakeProvider({ a: slowly, ...behaviours })], ...options },
    );
    const played = (run.journal.rollbacks as { activity: { name: string } }[]).map(
      ({ activity }) => activity.name,
    );
    expect(run.journal).toMatchObject({ status: expected.status, deviated: expected.deviated ?? false });
    expect(played.includes('r')).toBe(expected.rollbacks);
    expect(exitCodeFor(run.outcome)).toBe(expected.exit);
    expect(JSON.stringify(run.journal)).not.toContain('"never"},"output"');
    expect(run.journal).toEqual(journalOf(run.text));
  });
});

test('whatever the document holds, a run ends with a journal', async () => {
  const anything = fc.letrec<{ value: PlainJson }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<PlainJson>(null, true, 0, -1, 1.5, '', 'x', '${x}', 'p'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'type',
          'name',
          'provider',
          'ref',
          'tolerance',
          'pauses',
          'before',
          'controls',
          'arguments',
        ),
        tie('value'),
      ),
    ),
  })).value;
  const activity = fc.oneof(
    anything,
    fc
      .record({
        timeout: anything,
        pauses: anything,
        background: anything,
        controls: anything,
        tolerance: anything,
      })
      .map((parts): PlainJson => ({ ...(action('p') as { [key: string]: PlainJson }), ...parts })),
  );
  const list = fc.oneof(anything, fc.array(activity, { maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        title: anything,
        method: list,
        rollbacks: list,
        controls: anything,
        probes: list,
        dry: anything,
      }),
      fc.constantFrom('default', 'continuously', 'skip'),
      async ({ probes, ...parts }, strategy) => {
        const run = await runInline(
          { ...parts, 'steady-state-hypothesis': { title: 'H', probes } },
          { hypothesis: strategy, rollbacks: 'always', providers: [fakeProvider()] },
        );
        expect(['completed', 'failed', 'aborted', 'interrupted']).toContain(run.journal.status);
        expect(run.events.at(-1)?.type).toBe('run-ended');
        expect(run.journal).toEqual(journalOf(run.text));
      },
    ),
    { numRuns: 150 },
  );
});
