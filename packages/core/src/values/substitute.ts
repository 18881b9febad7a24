import type { Configuration, Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from './json.js';
import { getKey, isJsonObject, setKey } from './json-object.js';
import { pyStr } from './py-text.js';
import { RawNumber } from './raw-number.js';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const LONE = new RegExp(`^\\$\\{(${NAME})\\}$`);
const PLACES = new RegExp(`\\$(?:(\\$)|(${NAME})|\\{(${NAME})\\})`, 'g');

/**
 * Replaces names by values (core.md §8): a text that is exactly one `${name}` becomes the value with its type; elsewhere `$name` and `${name}`
 * become Python's text of it and `$$` a `$`. Names that nothing resolves stay. Keys are never replaced, the input is never changed;
 * parts without any `$` are shared with it.
 */
export function substitute(value: Json, configuration: Configuration, secrets: Secrets): Json {
  if (typeof value === 'string') return substituteText(value, configuration, secrets);
  if (typeof value !== 'object' || value === null || value instanceof RawNumber) return value;
  if (Array.isArray(value)) return value.map((item) => substitute(item, configuration, secrets));
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    setKey(result, key, substitute(item, configuration, secrets));
  }
  return result;
}

/** Arguments of a provider: left alone, `$$` too, where there is neither configuration nor a secret (core.md §8.4). */
export function substituteArguments(value: Json, configuration: Configuration, secrets: Secrets): Json {
  const nothing = Object.keys(configuration).length === 0 && Object.keys(secrets).length === 0;
  return nothing ? value : substitute(value, configuration, secrets);
}

function substituteText(text: string, configuration: Configuration, secrets: Secrets): Json {
  if (!text.includes('$')) return text;
  const lone = LONE.exec(text)?.[1];
  if (lone !== undefined) {
    const value = lookUp(lone, configuration, secrets);
    return value === undefined ? text : value;
  }
  return text.replace(PLACES, (written, dollar?: string, bare?: string, braced?: string) => {
    if (dollar !== undefined) return '$';
    const value = lookUp(bare ?? braced ?? '', configuration, secrets);
    return value === undefined ? written : pyStr(value);
  });
}

/** Configuration first, then the groups of secrets in their order; only the first level of a group is visible (core.md §8.1). */
function lookUp(name: string, configuration: Configuration, secrets: Secrets): Json | undefined {
  const configured = getKey(configuration, name);
  if (configured !== undefined) return configured;
  for (const group of Object.values(secrets)) {
    const secret = isJsonObject(group) ? getKey(group, name) : undefined;
    if (secret !== undefined) return secret;
  }
  return undefined;
}
