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
import { HOSTILE, MEGABYTE } from './support/hostile-documents.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Of the whole command, on a machine that does other things too; a hang takes for ever. */
const PATIENCE_MS = 15_000;

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
