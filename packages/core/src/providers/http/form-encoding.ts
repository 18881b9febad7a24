import type { Json } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';
import { RawNumber } from '../../values/raw-number.js';

/**
 * Encodes an object, or a list of pairs, as a query string or form (the rules of Python's requests, core.md §9.3): null values are left
 * out, lists are repeated, objects contribute their keys, booleans are `True` and `False`, blanks become `+`. Undefined for what is neither.
 */
export function encodeForm(value: Json): string | undefined {
  const pairs = pairsOf(value);
  if (pairs === undefined) return undefined;
  return pairs
    .flatMap(([key, item]) =>
      valuesOf(item).map((each) => `${quotePlus(pyStr(key))}=${quotePlus(pyStr(each))}`),
    )
    .join('&');
}

function pairsOf(value: Json): (readonly [Json, Json])[] | undefined {
  if (isJsonObject(value)) return Object.entries(value);
  if (!Array.isArray(value)) return undefined;
  const pairs: (readonly [Json, Json])[] = [];
  for (const item of value) {
    if (!Array.isArray(item) || item.length !== 2) return undefined;
    pairs.push([item[0] ?? null, item[1] ?? null]);
  }
  return pairs;
}

function valuesOf(value: Json): Json[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.filter((item) => item !== null).flatMap(spread);
  return spread(value);
}

/** Lists inside lists, and objects, contribute their items or keys. */
function spread(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && !(value instanceof RawNumber)) return Object.keys(value);
  return [value];
}

/** Python's `quote_plus`. */
function quotePlus(text: string): string {
  // Lone surrogates can't be encoded; a round trip through bytes replaces them.
  return encodeURIComponent(Buffer.from(text).toString())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
