import type { Json } from './json.js';
import { RawNumber } from './raw-number.js';

type Numeric = boolean | number | RawNumber;

/** Python's `==`: `1 == 1.0 == True`, lists and objects by their parts, the order of keys does not matter (core.md §28.3). */
export function pyEquals(left: Json, right: Json): boolean {
  if (isNumeric(left)) return isNumeric(right) && compareNumbers(left, right) === 0;
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) {
    return left === right;
  }
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => pyEquals(item, right[index] ?? null));
  }
  if (Array.isArray(right) || right instanceof RawNumber) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && pyEquals(left[key] ?? null, right[key] ?? null));
}

/** Numbers, and the booleans that Python counts among them. */
export function isNumeric(value: Json | undefined): value is Numeric {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof RawNumber;
}

/** Less than 0, 0, more than 0, or NaN where one of them is no number. Exact for integers beyond 2^53, against floats too. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  const a = exact(left);
  const b = exact(right);
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}

function exact(value: Numeric): number | bigint {
  if (value instanceof RawNumber) {
    return value.kind === 'int' ? BigInt(value.lexeme) : value.toNumber();
  }
  return Number(value);
}

/** The value as Python's `int`, which booleans are too. */
export function integerOf(value: Json | undefined): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof RawNumber) return value.kind === 'int' ? value.toNumber() : undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}
