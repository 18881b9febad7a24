import type { Json, PlainJson } from './json.js';
import { setKey } from './json-object.js';
import { RawNumber } from './raw-number.js';

/** The same value with plain numbers: what code written in TypeScript gets. Integers beyond 2^53 lose precision. */
export function toPlain(value: Json): PlainJson {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof RawNumber) return value.toNumber();
  if (Array.isArray(value)) return value.map(toPlain);
  const object: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) setKey(object, key, toPlain(item));
  return object as { [key: string]: PlainJson };
}

/** What came from code written in TypeScript, as a value of a document. Parts that are undefined are left out. */
export function fromPlain(value: Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof RawNumber) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const object: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) setKey(object, key, fromPlain(item));
  return object;
}
