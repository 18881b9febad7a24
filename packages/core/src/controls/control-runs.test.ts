import { describe, expect, test } from 'vitest';
import { ExitRequestedError, InterruptExecutionError } from '../activity/outcome-errors.js';
import { exitCodeFor } from '../run/run-experiment.js';
import { action, fakeProvider, hypothesis, probe } from '../run/testing/fake-provider.js';
import { type InlineOptions, type InlineRun, journalOf, runInline } from '../run/testing/run-inline.js';
import type { JsonObject, PlainJson } from '../values/json.js';
import { toPlain } from '../values/plain.js';
import type { AroundActivity } from './control-desk.js';
import type { ControlHook, ControlHost, HandlerEvent } from './control-host.js';
import { type ControlContext, type ControlHooks, defineControl } from './define-control.js';
import { loadedDefinition } from './loaded-definition.js';

/** A host of type `fake` whose controls are found by `provider.module`. */
function fakeHost(
  controls: { readonly [module: string]: ControlHooks },
  handlers?: ControlHost['handlers'],
): ControlHost {
  return {
    type: 'fake',
    ...(handlers === undefined ? {} : { handlers }),
    check: async () => [],
    load: async (control) => {
      const module = (control.provider as { module: string }).module;
      const hooks = controls[module];
      return hooks === undefined ? undefined : loadedDefinition(defineControl(hooks));
    },
  };
}

const control = (name: string, more: { readonly [key: string]: PlainJson } = {}): PlainJson => ({
  name,
  provider: { type: 'fake', module: name, arguments: { size: 3, label: '${l}' } },
  ...more,
});

const experiment = {
  title: 'T',
  description: 'D',
  controls: [control('tape')],
  'steady-state-hypothesis': hypothesis(probe('p')),
  method: [action('m'), { ref: 'p' }],
  rollbacks: [action('r')],
};

const HOOKS: readonly (keyof ControlHooks)[] = [
  'configure',
  'beforeExperiment',
  'beforeHypothesis',
  'beforeActivity',
  'afterActivity',
  'afterHypothesis',
  'beforeMethod',
  'afterMethod',
  'beforeRollback',
  'afterRollback',
  'afterExperiment',
  'cleanup',
];

function run(hooks: ControlHooks, options: InlineOptions = {}, change = {}): Promise<InlineRun> {
  return runInline(
    { ...experiment, ...change },
    { providers: [fakeProvider()], controlHosts: [fakeHost({ tape: hooks })], ...options },
  );
}

const nameOf = ({ context }: ControlContext): string =>
  (context as { name?: string; title?: string }).name ?? String((context as { title?: string }).title);

describe('controls', () => {
  test('are called around everything, in order', async () => {
    const calls: string[] = [];
    const hooks = Object.fromEntries(
      HOOKS.map((hook) => [
        hook,
        (call: ControlContext) => {
          calls.push(call.context === null ? hook : `${hook} ${nameOf(call)}`);
        },
      ]),
    );
    await run(hooks);
    const activity = (name: string): string[] => [`beforeActivity ${name}`, `afterActivity ${name}`];
    const evaluation = ['beforeHypothesis H', ...activity('p'), 'afterHypothesis H'];
    expect(calls).toEqual([
      'configure',
      'beforeExperiment T',
      ...evaluation,
      'beforeMethod T',
      ...activity('m'),
      ...activity('p'),
      'afterMethod T',
      ...evaluation,
      'beforeRollback T',
      ...activity('r'),
      'afterRollback T',
      'afterExperiment T',
      'cleanup',
    ]);
  });

  test('get their arguments substituted, but raw to be configured', async () => {
    const seen: PlainJson[] = [];
    await run(
      {
        configure: (call) => void seen.push(call.arguments),
        beforeExperiment: (call) => void seen.push(call.arguments),
      },
      { configuration: { l: 'lbl' }, settings: { s: 1 } },
    );
    expect(seen).toEqual([
      { size: 3, label: '${l}' },
      { size: 3, label: 'lbl' },
    ]);
  });

  test('change activities, runs, states and the journal', async () => {
    const seenArguments: PlainJson[] = [];
    const result = await run(
      {
        beforeActivity: ({ context }) => {
          (context as { provider: { arguments?: PlainJson } }).provider.arguments = {
            to: nameOf({ context } as ControlContext),
          };
        },
        afterActivity: ({ state }) => {
          (state as { seen?: boolean }).seen = true;
        },
        afterHypothesis: ({ state }) => {
          (state as { note?: string }).note = 'looked at';
        },
        afterMethod: ({ state }) => {
          (state as PlainJson[]).push('a foreign entry', { also: 'foreign' });
        },
        afterExperiment: ({ state }) => {
          (state as { remark?: string }).remark = 'kept';
        },
      },
      {
        providers: [
          fakeProvider({
            m: (call) => {
              seenArguments.push(call.arguments as PlainJson);
              return true;
            },
          }),
        ],
      },
    );
    expect(seenArguments).toEqual([{ to: 'm' }]);
    expect(result.journal).toMatchObject({
      remark: 'kept',
      experiment: { method: [{ provider: { arguments: { to: 'm' } } }, {}] },
      steady_states: { before: { note: 'looked at', probes: [{ seen: true }] } },
      run: [
        { seen: true, activity: { provider: { arguments: { to: 'm' } } } },
        { seen: true },
        'a foreign entry',
        { also: 'foreign' },
      ],
    });
    expect((result.journal.run as PlainJson[]).at(-1)).toEqual({ also: 'foreign' });
    expect(result.journal).toEqual(journalOf(result.text));
  });

  test.each<[string, PlainJson, PlainJson]>([
    ['status', 'failed', { status: 'failed', run: [] }],
    ['output', 'another', { status: 'failed', run: [] }],
    ['remark', 'no matter', { status: 'completed', run: [{}, {}] }],
  ])('after a probe, what they make of its %s is judged', async (key, value, journal) => {
    const result = await run(
      {
        afterActivity: ({ context, state }) => {
          if (nameOf({ context } as ControlContext) === 'p')
            (state as { [key: string]: PlainJson })[key] = value;
        },
      },
      {},
    );
    expect(result.journal).toMatchObject(journal as object);
  });

  test('insert activities that are played in the same pass, and in no other', async () => {
    const result = await run({
      afterActivity: ({ context, experiment: whole }) => {
        const own = context as { name: string; copy?: boolean };
        if (own.name !== 'm' || own.copy === true) return;
        const method = whole.method as PlainJson[];
        method.splice(1, 0, { ...own, copy: true }, { ...own, copy: true });
      },
    });
    const names = (result.journal.run as { activity: { name: string } }[]).map(
      ({ activity }) => activity.name,
    );
    expect(names).toEqual(['m', 'm', 'm', 'p']);
  });

  test('change configuration and secrets for what follows; secrets stay secret', async () => {
    const seen: PlainJson[] = [];
    const result = await run(
      {
        beforeMethod: ({ configuration, secrets }) => {
          configuration.colour = 'red';
          secrets.vault = { token: 'tr0ub4dor&3' };
        },
      },
      {
        providers: [
          fakeProvider({
            m: (call) => {
              seen.push(call.arguments as PlainJson);
              return `token tr0ub4dor&3 and ${encodeURIComponent('tr0ub4dor&3')}`;
            },
          }),
        ],
      },
      {
        method: [
          {
            type: 'action',
            name: 'm',
            provider: { type: 'fake', arguments: { c: '${colour}', t: '${token}' } },
          },
        ],
      },
    );
    expect(seen).toEqual([{ c: 'red', t: 'tr0ub4dor&3' }]);
    expect(result.text).not.toContain('tr0ub4dor');
    expect(result.journal.run).toMatchObject([{ output: 'token [secret token] and [secret token]' }]);
  });

  test.each(HOOKS)('one that throws in %s is ignored', async (hook) => {
    const result = await run({
      [hook]: () => {
        throw new TypeError('oops');
      },
    });
    expect(result.journal).toMatchObject({ status: 'completed', deviated: false });
  });

  test('one that could not be configured takes no further part', async () => {
    const calls: string[] = [];
    await run({
      configure: () => {
        throw new Error('no');
      },
      beforeExperiment: () => void calls.push('before'),
      cleanup: () => void calls.push('cleanup'),
    });
    expect(calls).toEqual([]);
  });

  test.each(HOOKS.filter((hook) => !['configure', 'afterExperiment', 'cleanup'].includes(hook)))(
    'one that interrupts in %s interrupts the run',
    async (hook) => {
      const result = await run({
        [hook]: () => {
          throw new InterruptExecutionError(`stop in ${hook}`);
        },
      });
      expect(result.journal.status).toBe('interrupted');
      expect(result.log).toContain(`CRITICAL stop in ${hook}`);
      expect(result.journal).toEqual(journalOf(result.text));
    },
  );

  test.each(['afterExperiment', 'cleanup'] as const)('it is too late to interrupt in %s', async (hook) => {
    const result = await run({
      [hook]: () => {
        throw new InterruptExecutionError('too late');
      },
    });
    expect(result.journal.status).toBe('completed');
  });

  test('one may ask for an exit', async () => {
    const result = await run({
      beforeMethod: () => {
        throw new ExitRequestedError(30);
      },
    });
    expect(result.journal).toMatchObject({ status: 'interrupted', rollbacks: [] });
    expect(result.log).toContain('WARNING Ignoring rollbacks as per signal');
  });

  test('one may ask for an exit code after the experiment', async () => {
    const result = await run({
      afterExperiment: () => {
        throw new ExitRequestedError(7);
      },
    });
    expect(result.journal).toMatchObject({ status: 'completed' });
    expect(exitCodeFor(result.outcome)).toBe(7);
  });

  test.each(HOOKS)('one that hangs in %s is cut by a signal', async (hook) => {
    const result = await run(
      { [hook]: () => new Promise<void>(() => {}) },
      {
        onEvent: (event, send) => {
          if (event.type !== 'control-called') return;
          setImmediate(send, 'SIGTERM');
        },
      },
    );
    expect(result.events.at(-1)?.type).toBe('run-ended');
    expect(result.journal).toEqual(journalOf(result.text));
  });

  test('one that hangs with nobody there is left behind in the end, with a warning', async () => {
    const result = await run({ beforeMethod: () => new Promise<void>(() => {}) });
    expect(result.journal).toMatchObject({ status: 'completed', duration: 1805 });
    expect(result.log).toContain('WARNING A control took longer than 1800 seconds and is left behind');
  });

  test('global ones apply everywhere', async () => {
    const calls: string[] = [];
    await runInline(
      { ...experiment, controls: [] },
      {
        providers: [fakeProvider()],
        globalControls: [{ name: 'g', provider: { type: 'fake', module: 'g' } }],
        controlHosts: [
          fakeHost({
            g: { beforeMethod: () => void calls.push('method'), beforeActivity: () => void calls.push('a') },
          }),
        ],
      },
    );
    expect(calls).toEqual(['a', 'method', 'a', 'a', 'a', 'a']);
  });

  test('apply to an activity that is no step of the run, and may change it and its run', async () => {
    let around: AroundActivity | undefined;
    const runs: PlainJson[] = [];
    await run(
      {
        beforeMethod: async ({ signal }) => {
          const probe: JsonObject = { type: 'probe', name: 'aside' };
          const ran = await around?.(probe, signal, async (activity) => ({ activity, status: 'succeeded' }));
          runs.push(toPlain(ran ?? null));
        },
        beforeActivity: (call) => {
          if (nameOf(call) === 'aside') (call.context as { seen?: boolean }).seen = true;
        },
        afterActivity: (call) => {
          if (nameOf(call) === 'aside') (call.state as { first?: boolean }).first = true;
        },
      },
      {
        onControls: (given) => {
          around = given;
        },
      },
    );
    expect(runs).toEqual([
      { activity: { type: 'probe', name: 'aside', seen: true }, status: 'succeeded', first: true },
    ]);
  });

  test('event handlers are told what happens', async () => {
    const told: HandlerEvent[] = [];
    await runInline(experiment, {
      providers: [fakeProvider()],
      controlHosts: [
        fakeHost(
          { tape: {} },
          { wants: (event) => event !== 'start_activity', call: async (event) => void told.push(event) },
        ),
      ],
    });
    expect(told).toEqual([
      'running',
      'start_hypothesis_before',
      'activity_completed',
      'hypothesis_before_completed',
      'start_method',
      'activity_completed',
      'activity_completed',
      'method_completed',
      'start_hypothesis_after',
      'activity_completed',
      'hypothesis_after_completed',
      'start_rollbacks',
      'activity_completed',
      'rollbacks_completed',
      'finish',
    ]);
  });

  test('hooks that a control does not have are not called', async () => {
    const result = await run({ beforeMethod: () => {} });
    const hooks = result.events.flatMap((event) =>
      event.type === 'control-called' ? [event.hook as ControlHook] : [],
    );
    expect(hooks).toEqual(['before_method']);
  });
});
