import { expect, test } from 'vitest';
import type { JsonObject, PlainJson } from '../values/json.js';
import { parseJson } from '../values/parse-json.js';
import { stringifyJson } from '../values/stringify-json.js';
import { defineControl } from './define-control.js';
import { loadedDefinition } from './loaded-definition.js';

/** The text of `list` after a hook changed it. */
async function changed(text: string, change: (list: PlainJson[]) => void): Promise<string> {
  const control = loadedDefinition(
    defineControl({ beforeMethod: ({ experiment }) => change(experiment.list as PlainJson[]) }),
  );
  const experiment = parseJson(`{"list": ${text}}`, 'x').value as JsonObject;
  const call = {
    hook: 'before_method',
    context: null,
    experiment,
    configuration: {},
    secrets: {},
    settings: null,
    arguments: {},
  } as const;
  const result = await control.call(call, new AbortController().signal);
  return stringifyJson(result?.experiment.list ?? null);
}

test.each<[string, (list: PlainJson[]) => void, string]>([
  ['changes nothing', () => {}, '[1.0, [2.0], 3.0]'],
  ['inserts one', (list) => void list.splice(1, 0, 7), '[1.0, 7, [2.0], 3.0]'],
  [
    'inserts a copy',
    (list) => void list.splice(2, 0, structuredClone(list[1] ?? null)),
    '[1.0, [2.0], [2.0], 3.0]',
  ],
  ['removes the first', (list) => void list.shift(), '[[2.0], 3.0]'],
  ['puts one in front', (list) => void list.unshift('a'), '["a", 1.0, [2.0], 3.0]'],
  ['changes one', (list) => void list.splice(0, 1, 5), '[5, [2.0], 3.0]'],
])('numbers keep how they are written where a hook %s', async (_what, change, expected) => {
  expect(await changed('[1.0, [2.0], 3.0]', change)).toBe(expected);
});
