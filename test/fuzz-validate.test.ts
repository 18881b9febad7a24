import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkArguments,
  DefinitionRegistry,
  definitionProvider,
  type Json,
  type JsonObject,
  type ParsedDocument,
  type Provider,
  ProviderRegistry,
  validateExperiment,
} from '@chaoskit/core';
import { loadDriver } from '@chaoskit/drivers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ended, runChaos, testFolder } from '../packages/cli/test/support/chaos.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const MEGABYTE = 1_000_000;
/** Of the whole command, on a machine that does other things too; a hang takes for ever. */
const PATIENCE_MS = 15_000;

const around = (method: string): string => `{"title":"t","description":"d","method":${method}}`;
const activity = (more: string): string =>
  `{"type":"action","name":"a","provider":{"type":"process","path":"true"}${more}}`;
const probeWith = (tolerance: string): string =>
  `{"title":"t","description":"d","method":[],"steady-state-hypothesis":{"title":"h","probes":[{"type":"probe","name":"p","provider":{"type":"process","path":"true"},"tolerance":${tolerance}}]}}`;
const filled = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.ceil(MEGABYTE / piece.length)) + after;

/** File name -> about a megabyte that somebody might send to hurt. */
const HOSTILE: Readonly<Record<string, string>> = {
  'deep-lists.json': filled('['),
  'deep-objects.json': filled('{"a":'),
  'deep-and-closed.json': around(`${'['.repeat(400_000)}${']'.repeat(400_000)}`),
  'many-activities.json': around(filled(`${activity('')},`, '[', `${activity('')}]`)),
  // Half a million letters on each side, and as many names as references: hints compare letter by letter.
  'long-references.json': around(
    `[{"ref":"${'a'.repeat(400_000)}"},{"type":"action","name":"${'b'.repeat(500_000)}","provider":{"type":"process","path":"true"}}]`,
  ),
  'references-and-names.json': around(
    `[${Array.from({ length: 10_000 }, (_, index) => `{"ref":"activity ${index}x"},{"type":"action","name":"activity ${index}","provider":{"type":"process","path":"true"}}`).join(',')}]`,
  ),
  'many-programs.json': around(
    `[${Array.from({ length: 9000 }, (_, index) => `{"type":"action","name":"n${index}","provider":{"type":"process","path":"no-such-program-${index}"}}`).join(',')}]`,
  ),
  'long-type.json': around(`[${activity('').replace('"action"', `"${'probe'.repeat(200_000)}"`)}]`),
  'long-module.json': around(
    `[{"type":"action","name":"n","provider":{"type":"python","module":"${'chaosk8s.'.repeat(110_000)}","func":"f"}}]`,
  ),
  'long-control.json': `{"title":"t","description":"d","method":[],"controls":[{"name":"c","provider":{"type":"python","module":"${'chaosk8s.'.repeat(110_000)}"}}]}`,
  'same-controls.json': `{"title":"t","description":"d","method":[],"controls":${filled('{"name":"c","provider":{"type":"python","module":"m"}},', '[', '{"name":"c"}]')}}`,
  'many-arguments.json': around(
    `[{"type":"action","name":"n","provider":{"type":"python","module":"chaosk8s.pod.actions","func":"delete_pods","arguments":{${Array.from({ length: 40_000 }, (_, index) => `"label_selecto${index}":1`).join(',')}}}}]`,
  ),
  'long-cast.json': `{"title":"t","description":"d","method":[],"configuration":{"c":{"type":"env","key":"NOT_SET_ANYWHERE","default":"${filled('9')}","env_var_type":"int"}}}`,
  'deep-secrets.json': `{"title":"t","description":"d","method":[],"secrets":{${Array.from({ length: 340 }, (_, index) => `"k${index}":${'{"a":'.repeat(480)}1${'}'.repeat(480)}`).join(',')}}}`,
  'many-empty.json': around(filled('{},', '[', '{}]')),
  'many-keys.json': `{${Array.from({ length: 60_000 }, (_, index) => `"key${index}":${index}`).join(',')}}`,
  'same-key.json': filled('"title":"t",', '{', '"method":[]}'),
  'long-number.json': around(filled('9', '[', ']')),
  'long-text.json': around(filled('\\u0000', '["', '"]')),
  'open-text.json': filled('a', '{"title":"'),
  'long-pattern.json': probeWith(filled('(a+)+', '{"type":"regex","pattern":"', '"}')),
  'deep-pattern.json': probeWith(filled('(', '{"type":"regex","pattern":"', '"}')),
  'long-path.json': probeWith(filled('[?(@.a', '{"type":"jsonpath","path":"$', '"}')),
  'dollars.json': around(`[${activity(`,"pauses":{"before":"${filled('${')}"}`)}]`),
  'tags.json': filled('"",', '{"title":"t","description":"d","method":[],"tags":[', '""]}'),
  'zeros.json': filled('\u0000'),
  'no-text.json': filled('\ufffd\udcff'),
  'alias-bomb.yaml': `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`).join('\n')}\n`,
  'alias-loop.yaml': 'a: &a [*a]\ntitle: t\n',
  'merge-bomb.yaml': `a0: &a0 {k: v}\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1}\n  <<: [${`*a${index},`.repeat(9)}]`).join('\n')}\n`,
  'deep.yaml': filled('- '),
  'deep-flow.yaml': filled('[', 'method: '),
  'deep-indent.yaml': Array.from({ length: 1200 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
  'anchors.yaml': filled('- &a x\n'),
  'colons.yaml': filled('a: '),
  'quotes.yaml': filled("'"),
  'folded.yaml': filled(' \n', 'title: >\n'),
  'tags.yaml': filled('!!python/object/apply:os.system [x]\n- ', '- '),
};

describe('a megabyte that is meant to hurt', () => {
  test.each(Object.keys(HOSTILE))('%s ends in time, with an answer for people', async (name) => {
    const cwd = testFolder({ [name]: HOSTILE[name] });
    const started = performance.now();
    const { code, signal, stderr }: Ended = await runChaos(['validate', name], { cwd });
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
    expect({ code: code === 0 || code === 1, signal }).toEqual({ code: true, signal: null });
    expect(stderr).not.toMatch(/^\s+at \S+ \(|CHAOS_E_UNEXPECTED|RangeError|heap out of memory/m);
    // What is wrong is cut short, not repeated by the megabyte.
    expect(stderr.length).toBeLessThan(MEGABYTE);
  });
});

/** Python is asked for nothing here: whatever is not built in is fine. */
const python: Provider = { type: 'python', check: async () => [], run: async () => null };
const silent = (): void => {};
const log = { debug: silent, info: silent, warning: silent, error: silent, critical: silent };
const clock = { now: () => 0, mono: () => 0, sleep: async () => {} };
const registry = new DefinitionRegistry(loadDriver);
const providers = new ProviderRegistry([definitionProvider({ clock, env: {}, registry, python })]);

/** Recorded experiments, right ones and wrong ones. */
const recorded: Json[] = ['core', 'kubernetes', 'addons'].flatMap((suite) => {
  const folder = join(root, 'conformance/cases', suite);
  return readdirSync(folder).flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(folder, name, 'experiment.json'), 'utf8')) as Json];
    } catch {
      return []; // no such file, or one that is no JSON on purpose
    }
  });
});

/** The value with one of its parts, `at` of all, in another's place or gone. */
function mutate(value: Json, at: number, other: Json | undefined): Json {
  let left = at;
  const visit = (part: Json): Json | undefined => {
    if (left === 0) {
      left -= 1;
      return other;
    }
    left -= 1;
    if (Array.isArray(part)) return part.map(visit).filter((item) => item !== undefined);
    if (typeof part !== 'object' || part === null) return part;
    const entries = Object.entries(part as JsonObject).map(([key, item]) => [key, visit(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined)) as JsonObject;
  };
  return visit(value) ?? null;
}

test('recorded experiments with anything in the place of anything are checked, and nothing is thrown', async () => {
  expect(recorded.length).toBeGreaterThan(100);
  const other = fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Json>(
        '',
        '${',
        '${x}',
        '$',
        '__proto__',
        'constructor',
        -0,
        Number.POSITIVE_INFINITY,
      ),
    },
  );
  const edits = fc.array(fc.tuple(fc.nat(60), other), { minLength: 1, maxLength: 3 });
  const input = fc.tuple(fc.constantFrom(...recorded), edits);
  await fc.assert(
    fc.asyncProperty(input, async ([experiment, changes]) => {
      const value = changes.reduce((result: Json, [at, part]) => mutate(result, at, part), experiment);
      const document: ParsedDocument = { source: 'x', value, locate: (path) => ({ path: path.join('.') }) };
      const deps = { providers, controlHosts: [], env: {}, log };
      const issues = await validateExperiment(document, deps, new AbortController().signal);
      for (const { code, message } of issues) {
        expect(code).toMatch(/^CHAOS_V_/);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 3000 },
  );
});

test('any arguments of any built-in activity are checked, and nothing is thrown', async () => {
  const drivers = await Promise.all(['chaosk8s', 'chaosaddons', 'chaospixie', 'sandbox'].map(loadDriver));
  const definitions = drivers.flatMap((found) => found ?? []);
  const place = {
    document: { source: 'x', value: null, locate: () => ({ path: '' }) },
    path: ['method', 0],
  };
  const argumentsOf = (names: readonly string[]): fc.Arbitrary<Json> =>
    fc.dictionary(
      fc.oneof(fc.constantFrom('other', '__proto__', ...names), fc.string()),
      fc.jsonValue({ maxDepth: 2 }),
    ) as fc.Arbitrary<Json>;
  for (const definition of definitions) {
    const input = fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, argumentsOf(Object.keys(definition.input)));
    fc.assert(
      fc.property(input, (given) => {
        checkArguments(definition, given, place);
      }),
      { numRuns: 30 },
    );
  }
});
