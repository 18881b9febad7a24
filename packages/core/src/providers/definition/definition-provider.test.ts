import { describe, expect, test } from 'vitest';
import { defineAction, defineProbe } from '../../extension/definition.js';
import { DefinitionRegistry } from '../../extension/definition-registry.js';
import { integer, string } from '../../extension/input.js';
import { realClock } from '../../run/testing/real-clock.js';
import { runInline } from '../../run/testing/run-inline.js';
import type { JsonObject, PlainJson } from '../../values/json.js';
import { parseJson } from '../../values/parse-json.js';
import type { Provider } from '../provider.js';
import { definitionProvider } from './definition-provider.js';
import type { PythonMode } from './python-mode.js';

const state = { replicas: 3 };

const scale = defineAction({
  name: 'lab.actions.scale',
  summary: 'Scales.',
  aliases: ['lab.old.scale'],
  input: { name: string(), replicas: integer({ min: 0 }) },
  async run({ name, replicas }, context) {
    await context.undo(scale, { name, replicas: state.replicas });
    state.replicas = replicas;
    return { replicas, token: (context.secrets.token as string | undefined) ?? null };
  },
});
const blind = defineAction({
  name: 'lab.actions.blind',
  summary: 'Changes what it can not read.',
  input: {},
  async run(_args, context) {
    await context.undo(scale, undefined);
    return null;
  },
});
const broken = defineProbe({
  name: 'lab.probes.broken',
  summary: 'Fails.',
  input: {},
  run: async () => {
    throw new TypeError('no such thing');
  },
});

const python: Provider = {
  type: 'python',
  check: async () => [],
  run: async (call) => `python ran ${String(call.provider.func)}`,
};

function provider(mode: PythonMode = 'native', modules?: { [prefix: string]: PythonMode }): Provider {
  return definitionProvider({
    registry: new DefinitionRegistry(async (module) =>
      module.startsWith('lab') ? [scale, blind, broken] : undefined,
    ),
    python,
    mode,
    ...(modules === undefined ? {} : { modules }),
    clock: realClock,
    env: {},
  });
}

const activity = (module: string, func: string, more: { [key: string]: PlainJson } = {}): PlainJson => ({
  type: 'action',
  name: func,
  provider: { type: 'python', module, func, ...more },
});

const run = (method: PlainJson[], from: Provider, more = {}) =>
  runInline({ title: 'T', description: 'D', method }, { providers: [from], ...more });

describe('type: python', () => {
  test('goes to the built-in definition, and to Python where there is none', async () => {
    state.replicas = 3;
    const { journal } = await run(
      [
        activity('lab.actions', 'scale', { arguments: { name: 'web', replicas: 1 } }),
        activity('os.path', 'exists'),
      ],
      provider(),
    );
    expect(journal.run).toMatchObject([
      { output: { replicas: 1, token: null } },
      { output: 'python ran exists' },
    ]);
  });

  test('records how a change is undone before it is made; secrets only by reference', async () => {
    state.replicas = 3;
    const { events, text } = await run(
      [
        activity('lab.actions', 'scale', {
          arguments: { name: '${token}', replicas: 0 },
          secrets: ['k8s'],
        }),
      ],
      provider(),
      { secrets: { k8s: { token: 's3cr3t-t0ken' } } },
    );
    expect(events.find(({ type }) => type === 'undo-recorded')).toMatchObject({
      definition: 'lab.actions.scale',
      arguments: { name: '[secret token]', replicas: 3 },
      secrets: ['k8s'],
    });
    expect(text).not.toContain('s3cr3t');
  });

  test('makes no change whose undo can not be written', async () => {
    state.replicas = 3;
    const { journal } = await run(
      [activity('lab.actions', 'scale', { arguments: { name: 'web', replicas: 0 } })],
      provider(),
      {
        onWrite: (line: string) => {
          if (line.includes('undo-recorded')) throw new Error('disk full');
        },
      },
    );
    expect(state.replicas).toBe(3);
    expect(journal.run).toMatchObject([{ status: 'failed' }]);
  });

  test('goes on with one warning where the state before can not be read', async () => {
    const { events, log } = await run([activity('lab.actions', 'blind')], provider());
    expect(events.find(({ type }) => type === 'undo-recorded')).not.toHaveProperty('arguments');
    expect(log.filter((line) => line.startsWith('WARNING'))).toHaveLength(1);
  });

  test('fails the activity for whatever is thrown', async () => {
    const { journal, log } = await run([activity('lab.probes', 'broken')], provider());
    expect(journal).toMatchObject({ status: 'completed', run: [{ status: 'failed' }] });
    expect(log).toContain('ERROR   => failed: TypeError: no such thing');
  });

  test('understands old names, with one warning', async () => {
    const call = activity('lab.old', 'scale', { arguments: { name: 'web', replicas: 1 } });
    const { log } = await run([call, call], provider());
    expect(log.filter((line) => line.includes("'lab.old.scale' is deprecated"))).toHaveLength(1);
  });

  test.each<[PythonMode, { [prefix: string]: PythonMode } | undefined, boolean]>([
    ['native', undefined, true],
    ['always', undefined, false],
    ['native', { lab: 'always' }, false],
    ['native', { 'lab.actions': 'always', lab: 'native' }, false],
    ['always', { lab: 'native' }, true],
    ['native', { other: 'always' }, true],
  ])('mode %s, modules %j: ours %s', async (mode, modules, ours) => {
    const call = activity('lab.actions', 'scale', { arguments: { name: 'web', replicas: 1 } });
    const { journal } = await run([call], provider(mode, modules));
    expect((journal.run as { output: unknown }[])[0]?.output !== 'python ran scale').toBe(ours);
  });
});

describe('a JSONPath over rows', () => {
  const rows = defineProbe({
    name: 'lab.rows.read',
    summary: 'Rows.',
    answersRows: true,
    input: {},
    run: async () => [{ x: 5 }, { x: 0 }],
  });
  const from = definitionProvider({
    registry: new DefinitionRegistry(async () => [rows]),
    python,
    mode: 'native',
    clock: realClock,
    env: {},
  });
  const probe = (tolerance: PlainJson) => ({
    type: 'probe',
    name: 'rows',
    provider: { type: 'python', module: 'lab.rows', func: 'read' },
    tolerance,
  });
  const issuesOf = (tolerance: PlainJson) => {
    const document = parseJson(JSON.stringify(probe(tolerance)), 'x.json');
    return from.check(document.value as JsonObject, { document, path: [] }, new AbortController().signal);
  };

  test.each(['$[?(@.x > 1)]', '$ [ ? @.x > 1 ]'])(
    'that filters at the root is warned of: %s',
    async (path) => {
      expect(await issuesOf({ type: 'jsonpath', path, count: 0 })).toMatchObject([
        { severity: 'warning', code: 'CHAOS_V_TOLERANCE_ROWS', hint: expect.stringContaining('$[*]') },
      ]);
    },
  );

  test.each([
    ['$[*][?(@.x > 1)]', {}],
    ['$[?@.x > 1]', { dialect: 'rfc9535' }],
    ['$[0].x', {}],
  ])('that does not is fine: %s', async (path, more) => {
    expect(await issuesOf({ type: 'jsonpath', path, ...more })).toEqual([]);
  });

  test.each([
    ['$[?(@.x > 1)]', true],
    ['$[*][?(@.x > 1)]', false],
  ])('%s finds none of the rows: %s', async (path, met) => {
    const hypothesis = { title: 'H', probes: [probe({ type: 'jsonpath', path, count: 0 })] };
    const experiment = { title: 'T', description: 'D', 'steady-state-hypothesis': hypothesis, method: [] };
    const { journal } = await runInline(experiment, { providers: [from] });
    expect(journal.steady_states).toMatchObject({ before: { steady_state_met: met } });
  });
});
