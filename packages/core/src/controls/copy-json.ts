import type { Json, JsonObject } from '../values/json.js';
import { setKey } from '../values/json-object.js';
import { RawNumber } from '../values/raw-number.js';

/** A deep copy that belongs to the receiver. */
export function copyJson<T extends Json>(value: T): T {
  // The copy has the shape of the original.
  return copy(value) as T;
}

function copy(value: Json): Json {
  if (typeof value !== 'object' || value === null || value instanceof RawNumber) return value;
  if (Array.isArray(value)) return value.map(copy);
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setKey(result, key, copy(item));
  return result;
}
