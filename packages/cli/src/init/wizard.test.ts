import { expect, test } from 'vitest';
import type { Asker } from './asker.js';
import { askForExperiment } from './wizard.js';

/** Answers questions by the first pattern that fits; the last answer of a list repeats. */
function scripted(answers: readonly (readonly [RegExp, readonly string[]])[]): Asker {
  const left = answers.map(([pattern, list]) => ({ pattern, list: [...list] }));
  const answer = (question: string): string => {
    const found = left.find(({ pattern }) => pattern.test(question));
    if (found === undefined) throw new Error(`unexpected question: ${question}`);
    return (found.list.length > 1 ? found.list.shift() : found.list[0]) ?? '';
  };
  return {
    say: () => {},
    text: async (question, fallback) => answer(question) || (fallback ?? ''),
    confirm: async (question) => answer(question) === 'y',
  };
}

test('without a discovery the experiment has an empty method and can be run', async () => {
  const asker = scripted([
    [/Experiment's title/, ['T']],
    [/steady state/, ['n']],
  ]);
  expect(await askForExperiment(asker, undefined)).toEqual({
    title: 'T',
    description: 'N/A',
    tags: [],
    method: [],
  });
});

test('tolerances and arguments that read as JSON are values, each probe has its own tolerance', async () => {
  const probe = {
    type: 'probe',
    name: 'count_it',
    mod: 'm.probes',
    doc: '',
    arguments: [
      { name: 'least', type: 'integer' },
      { name: 'zone', type: 'string', default: null },
      { name: 'secrets', type: 'mapping', default: null },
    ],
  };
  const asker = scripted([
    [/Experiment's title/, ['T']],
    [/steady state/, ['y']],
    [/Hypothesis's title/, ['H']],
    [/0 to escape/, ['7', 'x', '1']],
    [/use this probe/, ['y']],
    [/tolerance/, ['200', 'yes']],
    [/for 'least'/, ['3', 'three', '4']],
    [/for 'zone'/, ['']],
    [/another/, ['y', 'n']],
    [/method|rollbacks/, ['n']],
  ]);
  const experiment = await askForExperiment(asker, [probe]);
  expect(experiment['steady-state-hypothesis']).toMatchObject({
    title: 'H',
    probes: [
      {
        name: 'count_it',
        tolerance: 200,
        provider: { module: 'm.probes', func: 'count_it', arguments: { least: 3, zone: null } },
      },
      { tolerance: 'yes', provider: { arguments: { least: 4, zone: null } } },
    ],
  });
});
