import type { Json, JsonObject } from '../values/json.js';
import { getKey } from '../values/json-object.js';
import { parseJsonValue } from '../values/parse-json.js';
import { pyEquals } from '../values/py-equality.js';
import { pyRepr } from '../values/py-text.js';
import { substitute } from '../values/substitute.js';
import { findByPath } from './find-by-path.js';
import { JsonPathSyntaxError } from './json-path-syntax-error.js';
import { type JudgeDeps, kindOf, met, notMet, targetOf, unjudged, type Verdict } from './verdict.js';

/**
 * `type: jsonpath` (core.md §10.4): the path finds something; with `count`, exactly so many; with `expect`, which replaces both, exactly
 * those values in that order (a list stands for all matches). A text is parsed as JSON first where it is some. Throws `JsonPathTooCostlyError`.
 */
export async function judgeJsonPath(tolerance: JsonObject, output: Json, deps: JudgeDeps): Promise<Verdict> {
  const found = targetOf(tolerance, output);
  if ('problem' in found) return found.problem;
  const path = substitute(getKey(tolerance, 'path') ?? null, deps.configuration, deps.secrets);
  if (typeof path !== 'string') return unjudged(`the path is ${kindOf(path)}, not a text`);
  const dialect = getKey(tolerance, 'dialect') === 'rfc9535' ? 'rfc9535' : 'jsonpath2';
  try {
    return judgeMatches(await findByPath(path, dialect, parsedIfJson(found.value)), tolerance, deps);
  } catch (reason) {
    if (!(reason instanceof JsonPathSyntaxError)) throw reason;
    return unjudged(`JSON path ${path} can't be followed: ${reason.message}`);
  }
}

function judgeMatches(matches: Json[], tolerance: JsonObject, deps: JudgeDeps): Verdict {
  if (Object.hasOwn(tolerance, 'expect')) {
    const expect = substitute(tolerance.expect ?? null, deps.configuration, deps.secrets);
    const expected = Array.isArray(expect) ? expect : [expect];
    return pyEquals(matches, expected) ? met : unlike(matches, expected);
  }
  const count = getKey(tolerance, 'count') ?? null;
  if (matches.length > 0 && count === null) return met;
  if (count !== null)
    return pyEquals(matches.length, count)
      ? met
      : notMet(`${matches.length} matches, ${pyRepr(count)} expected`);
  return notMet('the path found nothing');
}

function unlike(matches: Json[], expected: Json[]): Verdict {
  return notMet(`jsonpath found '${shortened(matches)}' but expected '${shortened(expected)}'`);
}

function shortened(values: Json[]): string {
  const text = pyRepr(values);
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function parsedIfJson(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return parseJsonValue(value);
  } catch {
    return value;
  }
}
