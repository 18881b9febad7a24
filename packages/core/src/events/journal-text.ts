import type { Json, JsonObject } from '../values/json.js';
import { RawNumber } from '../values/raw-number.js';
import { stringifyJson } from '../values/stringify-json.js';

const INDENT = 2;
/** Down to here a journal is written value by value: journal, experiment, method, activity. */
const DEPTH = 3;

/**
 * The journal's text as the reference writes it (2 spaces, non-ASCII kept, no newline at the end), in pieces of one activity or run each: a
 * journal of any size needs no text of that size in memory.
 */
export function* journalText(journal: JsonObject): Generator<string> {
  yield* pieces(journal, 0);
}

function* pieces(value: Json, depth: number): Generator<string> {
  if (depth === DEPTH || typeof value !== 'object' || value === null || value instanceof RawNumber) {
    // Line breaks inside JSON texts are escaped, so that every one found is layout.
    yield stringifyJson(value, { indent: INDENT }).replaceAll('\n', `\n${' '.repeat(INDENT * depth)}`);
    return;
  }
  const margin = ' '.repeat(INDENT * (depth + 1));
  const list = Array.isArray(value);
  let separator = list ? '[\n' : '{\n';
  for (const [key, item] of Object.entries(value)) {
    yield `${separator}${margin}${list ? '' : `${stringifyJson(key)}: `}`;
    yield* pieces(item, depth + 1);
    separator = ',\n';
  }
  if (separator !== ',\n') yield list ? '[]' : '{}';
  else yield `\n${' '.repeat(INDENT * depth)}${list ? ']' : '}'}`;
}
