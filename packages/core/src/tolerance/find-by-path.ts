import type { Json } from '../values/json.js';
import { JsonPathSyntaxError } from './json-path-syntax-error.js';
import { findMatches } from './jsonpath2/find-matches.js';
import { parsePath } from './jsonpath2/parse-path.js';

/** The dialect of a `jsonpath` tolerance: the reference's own, or the standard. */
export type JsonPathDialect = 'jsonpath2' | 'rfc9535';

/** Far beyond what anybody writes. */
const MAX_LENGTH = 10_000;

/** Throws {@link JsonPathSyntaxError} where the dialect does not know the path. */
export async function checkPath(path: string, dialect: JsonPathDialect): Promise<void> {
  refuseLong(path);
  if (dialect === 'jsonpath2') parsePath(path);
  else (await import('./standard-json-path.js')).checkStandardPath(path);
}

/** The values that `path` finds, in order. Throws {@link JsonPathSyntaxError}, or `JsonPathTooCostlyError`. */
export async function findByPath(path: string, dialect: JsonPathDialect, value: Json): Promise<Json[]> {
  refuseLong(path);
  if (dialect === 'jsonpath2') return findMatches(parsePath(path), value);
  return (await import('./standard-json-path.js')).findByStandardPath(path, value);
}

function refuseLong(path: string): void {
  if (path.length > MAX_LENGTH) {
    throw new JsonPathSyntaxError(
      `paths of more than ${MAX_LENGTH} characters are not supported`,
      MAX_LENGTH,
    );
  }
}
