import type { Json } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { substitute } from '../values/substitute.js';
import { judgeJsonPath } from './jsonpath.js';
import { judgeList } from './list.js';
import { judgeByProbe } from './probe.js';
import { judgeRange } from './range.js';
import { judgeRegex } from './regex.js';
import { judgeScalar } from './scalar.js';
import { type JudgeDeps, notMet, type Verdict } from './verdict.js';

/**
 * Whether a probe's output is within its tolerance (core.md §10). A text has its names replaced first and then counts as what it became.
 * Kinds that do not fit the output are not met, with a message, where the reference fails; what the activity of a `probe`
 * tolerance throws unexpectedly is thrown, and so is that a search was given up.
 */
export async function judgeTolerance(tolerance: Json, value: Json, deps: JudgeDeps): Promise<Verdict> {
  const resolved =
    typeof tolerance === 'string' ? substitute(tolerance, deps.configuration, deps.secrets) : tolerance;
  if (resolved === null) return notMet('a tolerance of null is never met');
  if (Array.isArray(resolved)) return judgeList(resolved, value);
  if (!isJsonObject(resolved)) return judgeScalar(resolved, value);
  const type = getKey(resolved, 'type') ?? null;
  switch (type) {
    case 'regex':
      return judgeRegex(resolved, value, deps);
    case 'range':
      return judgeRange(resolved, value);
    case 'jsonpath':
      return judgeJsonPath(resolved, value, deps);
    case 'probe':
      return judgeByProbe(resolved, value, deps);
    default:
      return notMet(`tolerance type '${pyStr(type)}' is unsupported`);
  }
}
