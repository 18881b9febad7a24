// Only ever imported on use: few experiments name this dialect.

import { messageOf } from '@chaoskit/errors';
import { jsonpath } from 'json-p3';
import type { Json, PlainJson } from '../values/json.js';
import { fromPlain, toPlain } from '../values/plain.js';
import { JsonPathSyntaxError } from './json-path-syntax-error.js';
import { JsonPathTooCostlyError } from './json-path-too-costly-error.js';
import { SEARCH_LIMIT_MS, withinTime } from './within-time.js';

/** Throws {@link JsonPathSyntaxError} where RFC 9535 does not know the path. */
export function checkStandardPath(path: string): void {
  compile(path);
}

/** The values that a path of RFC 9535 finds, in order. Throws {@link JsonPathSyntaxError} and {@link JsonPathTooCostlyError}. */
export function findByStandardPath(path: string, value: Json): Json[] {
  const query = compile(path);
  const plain = toPlain(value);
  const found = withinTime(SEARCH_LIMIT_MS, () => query.query(plain).values());
  if (found === undefined) {
    throw new JsonPathTooCostlyError(`was given up after ${SEARCH_LIMIT_MS / 1000} s of search`);
  }
  // What the library answers are parts of the plain value that it was given.
  return found.value.map((match) => fromPlain(match as PlainJson));
}

function compile(path: string) {
  try {
    return jsonpath.compile(path);
  } catch (reason) {
    throw new JsonPathSyntaxError(messageOf(reason), 0);
  }
}
