// Parses and validates the documents that are meant to hurt; prints the milliseconds of each, and of js-yaml alone for those in YAML.
import { statSync } from 'node:fs';
import {
  DefinitionRegistry,
  definitionProvider,
  httpProvider,
  type Provider,
  ProviderRegistry,
  parseDocument,
  processProvider,
  validateExperiment,
} from '@chaoskit/core';
import { loadDriver } from '@chaoskit/drivers';
import { load } from 'js-yaml';
import { HOSTILE } from '../../test/support/hostile-documents.js';

const ROUNDS = 5;
const silent = (): void => {};
const log = { debug: silent, info: silent, warning: silent, error: silent, critical: silent };
const clock = { now: () => Date.now(), mono: () => performance.now(), sleep: async () => {} };
const { env } = process;
/** Python is not measured. */
const python: Provider = { type: 'python', check: async () => [], run: async () => null };
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const providers = new ProviderRegistry([
  definitionProvider({ clock, env, registry: new DefinitionRegistry(loadDriver), python }),
  httpProvider({ clock, env, readFile: refused, userAgent: 'bench' }),
  processProvider({ clock, env, isFile, mayExecute: isFile, spawn: refused, kill: refused }),
]);

function refused(): never {
  throw new Error('a validation reads and starts nothing');
}

async function validate(source: string, text: string): Promise<void> {
  const format = source.endsWith('.json') ? 'json' : 'yaml';
  const document = await parseDocument({ source, text, format });
  await validateExperiment(document, { providers, controlHosts: [], env, log }, new AbortController().signal);
}

/** Milliseconds of the best round: what it throws is an answer too. */
async function best(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    try {
      await work();
    } catch {}
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

const measured = [];
for (const [name, text] of Object.entries(HOSTILE)) {
  const ms = await best(() => validate(name, text));
  measured.push({
    name,
    ms,
    ...(name.endsWith('.yaml') ? { floorMs: await best(() => load(text, { maxDepth: 500 })) } : {}),
  });
}
console.log(JSON.stringify(measured));
