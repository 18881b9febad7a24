import { describe, expect, test } from 'vitest';
import { defineAction, defineProbe } from '../../extension/definition.js';
import { DefinitionRegistry } from '../../extension/definition-registry.js';
import { integer, string } from '../../extension/input.js';
import { realClock } from '../../run/testing/real-clock.js';
import { runInline } from '../../run/testing/run-inline.js';
import type { PlainJson } from '../../values/json.js';
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
