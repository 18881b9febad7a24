import type { Json } from '../values/json.js';
import { findMatches } from './jsonpath2/find-matches.js';
import { parsePath } from './jsonpath2/parse-path.js';

/** The dialect of a `jsonpath` tolerance: the reference's own, or the standard. */
export type JsonPathDialect = 'jsonpath2' | 'rfc9535';

/** Throws `JsonPathSyntaxError` where the dialect does not know the path. */
export async function checkPath(path: string, dialect: JsonPathDialect): Promise<void> {
  if (dialect === 'jsonpath2') parsePath(path);
  else (await import('./standard-json-path.js')).checkStandardPath(path);
}

/** The values that `path` finds, in order. Throws `JsonPathSyntaxError`, or `JsonPathTooCostlyError`. */
export async function findByPath(path: string, dialect: JsonPathDialect, value: Json): Promise<Json[]> {
  if (dialect === 'jsonpath2') return findMatches(parsePath(path), value);
  return (await import('./standard-json-path.js')).findByStandardPath(path, value);
}
