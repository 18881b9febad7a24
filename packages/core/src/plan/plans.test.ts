import { describe, expect, test } from 'vitest';
import type { Logger } from '../events/logger.js';
import type { JournalStatus, RollbackStrategy } from '../events/run-event.js';
import { defineAction, defineProbe } from '../extension/definition.js';
import { decideRollbacks } from '../run/phases/decide-rollbacks.js';
import type { JsonObject } from '../values/json.js';
import { distinctTargets, targetedActivities } from './collect-targets.js';
import { planExperiment } from './plan-experiment.js';
import { refuseWrongCluster } from './refuse-wrong-cluster.js';
import { resolveStrategies } from './resolve-strategies.js';

const values = {
  configuration: { wait: 2, t: 'tide' },
  secrets: {},
  strategies: { hypothesis: 'default', rollbacks: 'default' },
  dry: null,
} as const;

const kube = (name: string, func: string, type = 'action', secrets: string[] = []): JsonObject => ({
  type,
  name,
  provider: { type: 'python', module: 'lab', func, secrets },
});

describe('a plan', () => {
  test('has the phases in their order, references followed, units in milliseconds', () => {
    const plan = planExperiment(
      {
        title: 'Of ${t}',
        'steady-state-hypothesis': {
          title: 'H',
          probes: [{ ...kube('p', 'look', 'probe'), tolerance: true }],
        },
        method: [
          { ...kube('a', 'break'), pauses: { before: '${wait}' }, timeout: 1.5, background: true },
          { ref: 'p' },
          { ref: 'nobody' },
        ],
        rollbacks: [kube('r', 'mend')],
      },
      values,
    );
    expect(plan.title).toBe('Of tide');
    expect(plan.phases.map(({ phase }) => phase)).toEqual(['before', 'method', 'after', 'rollbacks']);
    expect([...(plan.phases[1]?.steps ?? [])]).toMatchObject([
      { background: true, activity: { pauses: { before: { ms: 2000 } }, timeoutMs: 1500 } },
      { ref: 'p', activity: { type: 'probe', name: 'p' } },
      { ref: 'nobody', problem: "could not find referenced activity 'nobody'" },
    ]);
  });
});

describe('the clusters of a plan', () => {
  const define = (name: string) => ({
    name,
    summary: '',
    input: {},
    target: async ({ secrets }: { secrets: JsonObject }) => ({
      context: String(secrets.context ?? 'main'),
      server: 'https://x',
    }),
    run: async () => null,
  });
  const definitions = new Map([
    ['look', defineProbe(define('lab.look'))],
    ['break', defineAction(define('lab.break'))],
  ]);
  const collect = (experiment: JsonObject) =>
    targetedActivities(planExperiment({ title: 'T', ...experiment }, values), {
      secrets: { other: { context: 'other' } },
      env: {},
      find: async (provider) => {
        const definition = definitions.get(String(provider.func));
        return definition === undefined ? undefined : { definition };
      },
    });

  test('are found once each, rollbacks and judging probes too', async () => {
    const found = await collect({
      'steady-state-hypothesis': {
        title: 'H',
        probes: [
          {
            type: 'probe',
            name: 'p',
            provider: { type: 'process', path: 'true' },
            tolerance: { ...kube('t', 'look', 'probe'), type: 'probe' },
          },
        ],
      },
      method: [kube('a', 'break'), kube('b', 'break')],
      rollbacks: [kube('r', 'break', 'action', ['other'])],
    });
    expect(distinctTargets(found).map(({ context }) => context)).toEqual(['main', 'other']);
  });

  test('an action on another cluster is refused while a sandbox is up, unless its context was named', async () => {
    const found = await collect({ method: [kube('p', 'look', 'probe')], rollbacks: [kube('r', 'break')] });
    expect(refuseWrongCluster(found, { sandboxContext: 'chaoskit-sandbox' })?.message).toContain(
      "action 'r' would go to context main, server https://x",
    );
    expect(
      refuseWrongCluster(found, { sandboxContext: 'chaoskit-sandbox', context: 'main' }),
    ).toBeUndefined();
    expect(refuseWrongCluster(found, { sandboxContext: 'main' })).toBeUndefined();
    expect(refuseWrongCluster(found, {})).toBeUndefined();
    const probes = await collect({ method: [kube('p', 'look', 'probe')] });
    expect(refuseWrongCluster(probes, { sandboxContext: 'chaoskit-sandbox' })).toBeUndefined();
  });
});

describe('rollbacks are played', () => {
  const statuses: JournalStatus[] = ['completed', 'failed', 'aborted', 'interrupted'];
  const played = (strategy: RollbackStrategy, deviated: boolean, ungraceful = false): boolean[] =>
    statuses.map((status) => decideRollbacks(strategy, { status, deviated, ungraceful }).play);

  test.each<[RollbackStrategy, boolean, boolean[]]>([
    ['default', false, [true, false, true, false]],
    ['default', true, [true, false, true, false]],
    ['always', false, [true, true, true, true]],
    ['never', true, [false, false, false, false]],
    ['deviated', false, [false, false, false, false]],
    ['deviated', true, [true, true, true, true]],
  ])('%s, deviated %s', (strategy, deviated, expected) => {
    expect(played(strategy, deviated)).toEqual(expected);
    expect(played(strategy, deviated, true)).toEqual([false, false, false, false]);
  });
});

describe('strategies', () => {
  const lines: string[] = [];
  const note = (message: string): void => void lines.push(message);
  const log: Logger = { debug: () => {}, info: note, warning: note, error: note, critical: note };
  const runtime = (hypothesis?: string, rollbacks?: string): JsonObject => ({
    runtime: {
      ...(hypothesis === undefined ? {} : { hypothesis: { strategy: hypothesis } }),
      ...(rollbacks === undefined ? {} : { rollbacks: { strategy: rollbacks } }),
    },
  });

  test('are taken from the command line, the experiment, the settings, each for itself', () => {
    expect(resolveStrategies({ experiment: {} }, log)).toEqual({
      hypothesis: 'default',
      rollbacks: 'default',
    });
    expect(
      resolveStrategies(
        { settings: runtime('skip', 'always'), experiment: runtime('after-method-only') },
        log,
      ),
    ).toEqual({ hypothesis: 'after-method-only', rollbacks: 'always' });
    expect(
      resolveStrategies(
        { experiment: runtime('skip', 'never'), hypothesis: 'default', rollbacks: 'deviated' },
        log,
      ),
    ).toEqual({ hypothesis: 'default', rollbacks: 'deviated' });
  });

  test('understand the old misspelling', () => {
    expect(resolveStrategies({ experiment: runtime('continously') }, log).hypothesis).toBe('continuously');
    expect(lines.at(-1)).toContain('depreciating');
  });

  test('that are unknown are refused', () => {
    expect(() => resolveStrategies({ experiment: runtime('sometimes') }, log)).toThrow(
      "Unknown hypothesis strategy 'sometimes'",
    );
  });

  test('that are unknown play no rollbacks, as in the reference, and say so', () => {
    expect(resolveStrategies({ experiment: runtime('default', 'allways') }, log).rollbacks).toBe('never');
    expect(lines.join()).toContain("Unknown rollbacks strategy 'allways': no rollbacks will be played");
  });
});
