import { messageOf } from '@chaoskit/errors';
import type { Json, PlainJson } from '../values/json.js';
import { fromPlain, toPlain } from '../values/plain.js';
import { JsonPathSyntaxError } from './json-path-syntax-error.js';
import { findMatches } from './jsonpath2/find-matches.js';
import { parsePath } from './jsonpath2/parse-path.js';

/** The dialect of a `jsonpath` tolerance: the reference's own, or the standard. */
export type JsonPathDialect = 'jsonpath2' | 'rfc9535';

/** Throws {@link JsonPathSyntaxError} where the dialect does not know the path. */
export async function checkPath(path: string, dialect: JsonPathDialect): Promise<void> {
  if (dialect === 'jsonpath2') parsePath(path);
  else await compileStandard(path);
}

/** The values that `path` finds, in order. Throws {@link JsonPathSyntaxError}, or `JsonPathTooCostlyError`. */
export async function findByPath(path: string, dialect: JsonPathDialect, value: Json): Promise<Json[]> {
  if (dialect === 'jsonpath2') return findMatches(parsePath(path), value);
  const query = await compileStandard(path);
  // What the library answers are parts of the plain value that it was given.
  return query
    .query(toPlain(value))
    .values()
    .map((match) => fromPlain(match as PlainJson));
}

async function compileStandard(path: string) {
  const { jsonpath } = await import('json-p3');
  try {
    return jsonpath.compile(path);
  } catch (reason) {
    throw new JsonPathSyntaxError(messageOf(reason), 0);
  }
}
