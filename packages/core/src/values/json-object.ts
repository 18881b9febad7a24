import type { Json, JsonObject } from './json.js';
import { RawNumber } from './raw-number.js';

/** True for an object of a document: no null, no list, no number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawNumber)
  );
}

/** The object's own value of `key`; undefined where it has none, names of `Object.prototype` included. */
export function getKey(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own key, `__proto__` included. */
export function setKey(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** Python's `bool(value)`: false for null, false, zero, and empty texts, lists and objects. */
export function isTruthy(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (typeof value === 'number') return value !== 0;
  if (value instanceof RawNumber) return value.toNumber() !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
