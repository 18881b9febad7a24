import type { Json } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';
import { pyEquals } from '../values/py-equality.js';
import { pyRepr } from '../values/py-text.js';
import { isFloat } from '../values/python-number.js';
import type { RawNumber } from '../values/raw-number.js';
import { met, notMet, type Verdict } from './verdict.js';

/**
 * A boolean, number or text (core.md §10.1): Python's equality. An integer also judges the `status` of an object: exit code, HTTP status.
 * Floats, which only substitution can bring, are never met.
 */
export function judgeScalar(tolerance: boolean | number | string | RawNumber, value: Json): Verdict {
  if (typeof tolerance === 'string') {
    return value === tolerance ? met : notMet(`${pyRepr(tolerance)} expected`);
  }
  if (typeof tolerance === 'boolean')
    return pyEquals(tolerance, value) ? met : notMet(`${pyRepr(tolerance)} expected`);
  if (isFloat(tolerance)) return notMet('a tolerance that is a float is never met; use a range');
  const status = isJsonObject(value) ? getKey(value, 'status') : undefined;
  return pyEquals(tolerance, status ?? value) ? met : notMet(`${pyRepr(tolerance)} expected`);
}
