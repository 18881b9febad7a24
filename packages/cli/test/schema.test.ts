import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { runChaos } from './support/chaos.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Recorded cases whose experiment has a mistake on purpose. */
const WRONG =
  /invalid|bad|missing-argument|unknown-argument|validate-|no-validation|errors|rollbacks-unknown-strategy/;

type Problem = { readonly path: string; readonly message: string };
let compiled: Promise<(document: unknown) => readonly Problem[]> | undefined;

/** What the schema that the command prints has against a document. */
async function problemsOf(document: unknown): Promise<readonly Problem[]> {
  compiled ??= compile();
  return (await compiled)(document);
}

async function compile(): Promise<(document: unknown) => readonly Problem[]> {
  const { stdout, code } = await runChaos(['--no-log-file', 'schema'], { cwd: root });
  expect(code).toBe(0);
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(stdout));
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => ({ path: instancePath, message }));
  };
}

function recorded(): string[] {
  return ['core', 'kubernetes'].flatMap((suite) => {
    const folder = join(root, 'conformance/cases', suite);
    return readdirSync(folder)
      .filter((name) => !WRONG.test(name))
      .map((name) => join(folder, name, 'experiment.json'));
  });
}

test('takes the example and every recorded experiment that is right', async () => {
  const files = [join(root, 'examples/lab1/experiment.json'), ...recorded()];
  let taken = 0;
  for (const file of files) {
    let document: unknown;
    try {
      document = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      continue; // not JSON, or a case without one
    }
    expect({ file, problems: await problemsOf(document) }).toEqual({ file, problems: [] });
    taken += 1;
  }
  expect(taken).toBeGreaterThan(100);
});

describe('says what is wrong', () => {
  const withMethod = (activity: object) => ({ title: 't', description: 'd', method: [activity] });
  const scale = (args: object) =>
    withMethod({
      type: 'action',
      name: 'scale',
      provider: {
        type: 'python',
        module: 'chaosk8s.deployment.actions',
        func: 'scale_deployment',
        arguments: args,
      },
    });

  test.each([
    ['a missing title', { description: 'd', method: [] }, ''],
    ['an activity without a provider', withMethod({ type: 'action', name: 'a' }), '/method/0'],
    [
      'an unknown provider',
      withMethod({ type: 'action', name: 'a', provider: { type: 'x' } }),
      '/method/0/provider/type',
    ],
    ['a missing argument', scale({ name: 'x' }), '/method/0/provider/arguments'],
    ['an unknown argument', scale({ name: 'x', replicas: 1, repplicas: 2 }), '/method/0/provider/arguments'],
    ['a wrong type', scale({ name: 'x', replicas: 'many' }), '/method/0/provider/arguments/replicas'],
  ])('%s', async (_, document, at) => {
    expect((await problemsOf(document)).map(({ path }) => path)).toContain(at);
  });

  test('variables stand for any value', async () => {
    expect(await problemsOf(scale({ name: 'x', replicas: '$' + '{replicas}' }))).toEqual([]);
  });
});
