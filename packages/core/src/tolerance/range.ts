import { compareDecimals, type Decimal, parseDecimal } from '../values/decimal.js';
import type { Json, JsonObject } from '../values/json.js';
import { getKey } from '../values/json-object.js';
import { isNumeric } from '../values/py-equality.js';
import { numberRepr } from '../values/python-number.js';
import { kindOf, met, notMet, targetOf, unjudged, type Verdict } from './verdict.js';

/**
 * `type: range` (core.md §10.3): a number, or a text that is one, within two bounds, both included, compared as exact decimals.
 * A float stands for its shortest decimal form, so that the text "0.1" is within a bound of 0.1.
 */
export function judgeRange(tolerance: JsonObject, output: Json): Verdict {
  const found = targetOf(tolerance, output);
  if ('problem' in found) return found.problem;
  const { value } = found;
  const number = decimalOf(value);
  if (number === undefined) {
    return typeof value === 'string'
      ? notMet('range check expects a number value')
      : unjudged(`range check expects a number value, not ${kindOf(value)}`);
  }
  if (number === 'nan') return unjudged('range check expects a number, not NaN');
  if (number === 'infinite') return notMet('range check expects a finite number');
  const bounds = getKey(tolerance, 'range');
  const [low, high] = Array.isArray(bounds) ? bounds.map(decimalOf) : [];
  if (!reaches(low, number, -1) || !reaches(number, high, 1)) return notMet('outside of the range');
  return met;
}

type Bound = Decimal | 'infinite' | 'nan' | undefined;

/** Whether `left <= right`, one of which is a bound that may be infinite: on the side that its place says. */
function reaches(left: Bound, right: Bound, side: 1 | -1): boolean {
  const bound = side === 1 ? right : left;
  if (bound === 'infinite') return true;
  if (left === undefined || right === undefined || typeof left === 'string' || typeof right === 'string')
    return false;
  return compareDecimals(left, right) <= 0;
}

function decimalOf(value: Json): Bound {
  if (typeof value === 'boolean') return parseDecimal(value ? '1' : '0');
  if (typeof value === 'string') return parseDecimal(value);
  return isNumeric(value) ? parseDecimal(numberRepr(value)) : undefined;
}
