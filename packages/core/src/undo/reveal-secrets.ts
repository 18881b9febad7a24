import type { Secrets } from '../providers/provider.js';
import type { Json } from '../values/json.js';
import { isJsonObject, setKey } from '../values/json-object.js';
import { namedSecrets } from '../values/named-secrets.js';
import { numberRepr } from '../values/python-number.js';
import type { RawNumber } from '../values/raw-number.js';

const REFERENCE = /\[secret ([^\]]+)\]/g;

/** Whether a recorded value refers to secrets. */
export const refersToSecrets = (value: Json): boolean => JSON.stringify(value).search(REFERENCE) >= 0;

/**
 * Puts the values of secrets back where a log has references to them (`[secret NAME]`, {@link Redactor}). Those that no secret has the
 * name of stay. Where several secrets have one name, the last one's value is taken.
 */
export function revealSecrets(value: Json, secrets: Secrets): Json {
  const values = new Map<string, string | number | RawNumber>();
  for (const { name, value: secret } of namedSecrets(secrets)) values.set(name, secret);
  return reveal(value, values);
}

function reveal(value: Json, values: ReadonlyMap<string, string | number | RawNumber>): Json {
  if (typeof value === 'string') {
    const whole = /^\[secret ([^\]]+)\]$/.exec(value)?.[1];
    const known = whole === undefined ? undefined : values.get(whole);
    if (known !== undefined) return known;
    return value.replace(REFERENCE, (reference, name: string) => textOf(values.get(name)) ?? reference);
  }
  if (Array.isArray(value)) return value.map((item) => reveal(item, values));
  if (!isJsonObject(value)) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) setKey(copy, key, reveal(item, values));
  return copy;
}

function textOf(value: string | number | RawNumber | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : numberRepr(value);
}
