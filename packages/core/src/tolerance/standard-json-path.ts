// Only ever imported on use: few experiments name this dialect.

import { messageOf } from '@chaoskit/errors';
import { jsonpath } from 'json-p3';
import type { Json, PlainJson } from '../values/json.js';
import { fromPlain, toPlain } from '../values/plain.js';
import { JsonPathSyntaxError } from './json-path-syntax-error.js';

/** Throws {@link JsonPathSyntaxError} where RFC 9535 does not know the path. */
export function checkStandardPath(path: string): void {
  compile(path);
}

/** The values that a path of RFC 9535 finds, in order. */
export function findByStandardPath(path: string, value: Json): Json[] {
  const matches = compile(path).query(toPlain(value)).values();
  // What the library answers are parts of the plain value that it was given.
  return matches.map((match) => fromPlain(match as PlainJson));
}

function compile(path: string) {
  try {
    return jsonpath.compile(path);
  } catch (reason) {
    throw new JsonPathSyntaxError(messageOf(reason), 0);
  }
}
