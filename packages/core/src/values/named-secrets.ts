import type { Secrets } from '../providers/provider.js';
import type { Json } from './json.js';
import { isJsonObject } from './json-object.js';
import { RawNumber } from './raw-number.js';

/** One value of a secret, under the name that stands for it: the key inside its group, `a.b` where the value is nested. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string | number | RawNumber;
}

/** All values of all groups. */
export function* namedSecrets(secrets: Secrets): Generator<NamedSecret> {
  for (const [name, group] of Object.entries(secrets)) yield* named(group, isJsonObject(group) ? '' : name);
}

function* named(value: Json, name: string): Generator<NamedSecret> {
  if (typeof value === 'string' || typeof value === 'number' || value instanceof RawNumber)
    yield { name, value };
  else if (Array.isArray(value)) for (const item of value) yield* named(item, name);
  else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* named(item, name === '' ? key : `${name}.${key}`);
  }
}
