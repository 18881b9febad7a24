import { type ActivityCall, ActivityFailedError, type JsonObject, ProviderRegistry } from '@chaoskit/core';
import { expect, test } from 'vitest';
import { loggerInto } from '../testing/bridge-bench.js';
import { composeEngineServices } from './compose-engine-services.js';

const { signal } = new AbortController();
const values = { configuration: { n: 5 }, secrets: { g: { token: 't' } } };

function open() {
  const calls: ActivityCall[] = [];
  const providers = new ProviderRegistry([
    {
      type: 'echo',
      check: async () => [],
      run: async (call, context) => {
        calls.push(call);
        if (call.name === 'fails') throw new ActivityFailedError('no answer');
        if (call.name === 'changes') await context.recordUndo({ definition: 'x' });
        return call.arguments ?? null;
      },
    },
  ]);
  const services = composeEngineServices({
    providers: () => providers,
    env: { HOME_OF: 'here' },
    log: loggerInto([]),
    notify: async () => undefined,
  });
  return { services, calls };
}

const echo = (name: string, args?: JsonObject): JsonObject => ({
  name,
  type: 'probe',
  provider: { type: 'echo', secrets: ['g'], ...(args === undefined ? {} : { arguments: args }) },
});

test('an activity is run with its names replaced and its secrets', async () => {
  const { services, calls } = open();
  const written = `\${${'n'}}`;
  expect(await services.runActivity(echo('a', { value: written }), values, signal)).toEqual({ value: 5 });
  expect(calls).toMatchObject([{ name: 'a', background: true, injectedSecrets: { token: 't' } }]);
  await expect(services.runActivity(echo('fails'), values, signal)).rejects.toThrow('no answer');
  await expect(services.runActivity({ provider: { type: 'x' } }, values, signal)).rejects.toThrow(
    "unknown provider type 'x'",
  );
  await expect(services.runActivity(echo('changes'), values, signal)).rejects.toMatchObject({
    code: 'CHAOS_E_UNDO_UNRECORDED',
  });
});

test('tolerances are checked and judged as everywhere', async () => {
  const { services } = open();
  expect(await services.checkTolerance(5, signal)).toEqual([]);
  expect(await services.checkTolerance({ type: 'odd' }, signal)).toMatchObject([
    { message: "hypothesis probe tolerance type 'odd' is unsupported" },
  ]);
  expect(await services.checkTolerance({ type: 'probe' }, signal)).toMatchObject([
    { message: 'an activity must have a name' },
    { message: 'an activity requires a provider' },
  ]);
  expect(await services.withinTolerance([1, 5], 3, values, signal)).toBe(true);
  const judge = { ...echo('judge'), type: 'probe' };
  expect(await services.withinTolerance(judge, 3, values, signal)).toBe(true);
});

test('activities are checked by the rules of experiments; a reference may name what stands elsewhere', async () => {
  const { services } = open();
  const messages = async (activity: JsonObject): Promise<string[]> =>
    (await services.checkActivity(activity, signal))
      .filter((issue) => issue.severity === 'error')
      .map((issue) => issue.message);
  expect(await messages(echo('a'))).toEqual([]);
  expect(await messages({ ref: 'elsewhere' })).toEqual([]);
  expect(await messages({ ...echo('a'), type: 'x' })).toEqual(["'x' is not a supported activity type"]);
});

test('values are resolved; one that can not be is refused', async () => {
  const { services } = open();
  const entry = { type: 'env', key: 'HOME_OF' };
  expect(await services.resolveConfiguration({ a: entry }, {})).toEqual({ a: 'here' });
  expect(await services.resolveSecrets({ g: { a: entry } }, {}, {}, signal)).toEqual({ g: { a: 'here' } });
  await expect(services.resolveConfiguration({ a: { ...entry, key: 'NONE' } }, {})).rejects.toMatchObject({
    code: 'CHAOS_E_INVALID_VALUES',
  });
});
