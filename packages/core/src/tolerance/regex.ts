import type { Json, JsonObject } from '../values/json.js';
import { getKey } from '../values/json-object.js';
import { substitute } from '../values/substitute.js';
import { PythonPattern } from './python-regex/python-pattern.js';
import { PythonRegexError } from './python-regex/python-regex-error.js';
import { type JudgeDeps, kindOf, met, notMet, targetOf, unjudged, type Verdict } from './verdict.js';

/** `type: regex` (core.md §10.2): the pattern, with names replaced, is found somewhere in a text. Throws `RegexTooCostlyError`. */
export function judgeRegex(tolerance: JsonObject, output: Json, deps: JudgeDeps): Verdict {
  const found = targetOf(tolerance, output);
  if ('problem' in found) return found.problem;
  const { value } = found;
  const pattern = substitute(getKey(tolerance, 'pattern') ?? null, deps.configuration, deps.secrets);
  if (typeof pattern !== 'string') return unjudged(`the pattern is ${kindOf(pattern)}, not a text`);
  if (typeof value !== 'string') {
    return unjudged(`a regex judges texts, this is ${kindOf(value)}; name a part of the output with target`);
  }
  try {
    const [at = -1] = new PythonPattern(pattern).search([value]);
    return at >= 0 ? met : notMet('the pattern was not found');
  } catch (reason) {
    if (!(reason instanceof PythonRegexError)) throw reason;
    return unjudged(`the pattern seems invalid: ${reason.message}`);
  }
}
