import type { Json } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { compareNumbers, isNumeric, pyEquals } from '../values/py-equality.js';
import { byCodePoint } from '../values/stringify-json.js';
import { kindOf, met, notMet, unjudged, type Verdict } from './verdict.js';

/**
 * A list (core.md §10.1): an object's `status` must be one of it; for other values two items are the bounds of a range, any other number
 * of items are the allowed values. Bounds that can't be compared with the value are not met.
 */
export function judgeList(tolerance: readonly Json[], value: Json): Verdict {
  if (isJsonObject(value) && Object.hasOwn(value, 'status')) {
    return oneOf(tolerance, value.status ?? null);
  }
  const [low, high] = tolerance;
  if (tolerance.length !== 2 || low === undefined || high === undefined) return oneOf(tolerance, value);
  const fromLow = order(low, value);
  if (fromLow === undefined || fromLow > 0) return outside(low, value, fromLow);
  const toHigh = order(value, high);
  return toHigh === undefined || toHigh > 0 ? outside(high, value, toHigh) : met;
}

function oneOf(allowed: readonly Json[], value: Json): Verdict {
  return allowed.some((item) => pyEquals(item, value)) ? met : notMet('not one of the allowed values');
}

function outside(bound: Json, value: Json, compared: number | undefined): Verdict {
  if (compared !== undefined) return notMet('outside of the range');
  return unjudged(`${kindOf(value)} can't be compared with a bound that is ${kindOf(bound)}`);
}

/** Python's order of two numbers or two texts; undefined where it has none. */
function order(left: Json, right: Json): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return byCodePoint(left, right);
  if (!isNumeric(left) || !isNumeric(right)) return undefined;
  const compared = compareNumbers(left, right);
  // NaN is on no side of anything.
  return Number.isNaN(compared) ? 1 : compared;
}
