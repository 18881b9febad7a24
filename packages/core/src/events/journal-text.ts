import type { Json, JsonObject } from '../values/json.js';
import { stringifyJson } from '../values/stringify-json.js';

const INDENT = 2;

/**
 * The journal's text as the reference writes it (2 spaces, non-ASCII kept, no newline at the end), in pieces: the long lists are
 * written one run at a time, so that a journal of any size needs no text of that size in memory.
 */
export function* journalText(journal: JsonObject): Generator<string> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(journal)) {
    yield `${separator}${' '.repeat(INDENT)}${stringifyJson(key)}: `;
    separator = ',\n';
    if (Array.isArray(value) && value.length > 0) yield* listText(value);
    else yield shifted(value, INDENT);
  }
  yield separator === '{\n' ? '{}' : '\n}';
}

function* listText(list: readonly Json[]): Generator<string> {
  const margin = ' '.repeat(INDENT * 2);
  let separator = '[\n';
  for (const item of list) {
    yield `${separator}${margin}${shifted(item, INDENT * 2)}`;
    separator = ',\n';
  }
  yield `\n${' '.repeat(INDENT)}]`;
}

/** Line breaks inside JSON texts are escaped, so that every one found is layout. */
function shifted(value: Json, by: number): string {
  return stringifyJson(value, { indent: INDENT }).replaceAll('\n', `\n${' '.repeat(by)}`);
}
