import { describe, expect, test } from 'vitest';
import type { JsonObject, PlainJson } from '../values/json.js';
import { parseJson } from '../values/parse-json.js';
import { bindArguments } from './bind-arguments.js';
import { checkArguments } from './check-arguments.js';
import { defineAction, defineProbe } from './definition.js';
import { DefinitionRegistry } from './definition-registry.js';
import { integer, json, list, mapping, string } from './input.js';

const scale = defineAction({
  name: 'chaosk8s.deployment.actions.scale_deployment',
  summary: 'Scales.',
  aliases: ['chaosk8s.actions.scale'],
  input: {
    name: string(),
    replicas: integer({ min: 0 }),
    ns: string({ default: 'default' }),
    mode: string({ default: 'soft', choices: ['soft', 'hard'] }),
    labels: mapping({ default: null }),
    names: list({ default: null }),
    anything: json({ default: null }),
  },
  run: async () => null,
});

function issues(
  args: PlainJson | undefined,
): { severity: string; message: string; hint?: string; line?: number }[] {
  const document = parseJson(
    JSON.stringify({ method: [{ provider: args === undefined ? {} : { arguments: args } }] }, null, 2),
    'x.json',
  );
  const provider = ((document.value as JsonObject).method as JsonObject[])[0]?.provider as JsonObject;
  return checkArguments(scale, provider.arguments, { document, path: ['method', 0] }).map(
    ({ severity, message, hint, place }) => ({
      severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(place.line === undefined ? {} : { line: place.line }),
    }),
  );
}

describe('arguments at validation', () => {
  test('that are right', () => {
    expect(issues({ name: 'web', replicas: 2 })).toEqual([]);
    expect(issues({ name: 'web', replicas: '${n}', configuration: {}, secrets: {} })).toEqual([]);
  });

  test('that are missing are errors, in the words of the reference', () => {
    expect(issues(undefined).map(({ message }) => message)).toEqual([
      "required argument 'name' is missing from activity 'scale_deployment'",
      "required argument 'replicas' is missing from activity 'scale_deployment'",
    ]);
  });

  test('that are unknown are errors, at their place, with the near name', () => {
    expect(issues({ name: 'web', replicas: 1, nmae: 'x' })).toEqual([
      {
        severity: 'error',
        message: "argument 'nmae' is not part of the function signature in activity 'scale_deployment'",
        hint: "did you mean 'name'?",
        line: 8,
      },
    ]);
  });

  test.each([
    [{ replicas: 'two' }, "argument 'replicas' of activity 'scale_deployment' must be an integer, not 'two'"],
    [{ replicas: -1 }, "argument 'replicas' of activity 'scale_deployment' must be at least 0, but is -1"],
    [
      { mode: 'odd' },
      "argument 'mode' of activity 'scale_deployment' must be one of soft, hard, but is 'odd'",
    ],
    [{ labels: [] }, "argument 'labels' of activity 'scale_deployment' must be an object, not []"],
  ])('of a wrong type, range or choice are warnings: %j', (args, message) => {
    const found = issues({ name: 'web', replicas: 1, ...args });
    expect(found).toMatchObject([{ severity: 'warning', message }]);
  });
});

describe('arguments at run time', () => {
  test('get their defaults', () => {
    expect(bindArguments(scale, { name: 'web', replicas: 2 })).toEqual({
      name: 'web',
      replicas: 2,
      ns: 'default',
      mode: 'soft',
      labels: null,
      names: null,
      anything: null,
    });
  });

  test('that are null stand for the default where the argument can not be null', () => {
    expect(bindArguments(scale, { name: 'web', replicas: 2, ns: null })).toMatchObject({ ns: 'default' });
  });

  test.each([
    [{}, "required argument 'name' is missing"],
    [{ name: 'web', replicas: 1, extra: 1 }, "argument 'extra' is not part of the function signature"],
    [{ name: 1, replicas: 1 }, "argument 'name' of activity 'scale_deployment' must be a text, not 1"],
    [[], 'must be an object'],
  ])('that are wrong fail the activity: %j', (args, message) => {
    expect(() => bindArguments(scale, args)).toThrow(message);
  });
});

describe('the registry', () => {
  test('loads a module once, when it is first asked for, and finds old names', async () => {
    const asked: string[] = [];
    const registry = new DefinitionRegistry(async (module) => {
      asked.push(module);
      return module.startsWith('chaosk8s') ? [scale] : undefined;
    });
    expect(await registry.find('chaosk8s.deployment.actions', 'scale_deployment')).toEqual({
      definition: scale,
    });
    expect(await registry.find('chaosk8s.actions', 'scale')).toEqual({
      definition: scale,
      alias: 'chaosk8s.actions.scale',
    });
    expect(await registry.findByName('chaosk8s.actions.nothing')).toBeUndefined();
    expect(await registry.find('os.path', 'exists')).toBeUndefined();
    expect(asked).toEqual(['chaosk8s.deployment.actions', 'chaosk8s.actions', 'os.path']);
  });

  test('refuses two definitions of one name', async () => {
    const twin = defineProbe({ ...scale, aliases: [], input: {}, run: async () => null });
    const registry = new DefinitionRegistry(async () => [scale, twin]);
    await expect(registry.find('chaosk8s.x', 'y')).rejects.toThrow('there are two definitions');
  });
});
