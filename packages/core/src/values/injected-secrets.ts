import type { Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from './json.js';
import { getKey, isJsonObject, setKey } from './json-object.js';

/**
 * The groups that `provider.secrets` lists, merged into one object: later groups win, unknown ones are ignored (core.md §6.2).
 * A text is one group. Undefined where there is no list.
 */
export function injectedSecrets(listed: Json | undefined, secrets: Secrets): JsonObject | undefined {
  const names = typeof listed === 'string' ? [listed] : listed;
  if (!Array.isArray(names)) return undefined;
  const merged: JsonObject = {};
  for (const name of names) {
    const group = typeof name === 'string' ? getKey(secrets, name) : undefined;
    if (!isJsonObject(group)) continue;
    for (const [key, value] of Object.entries(group)) setKey(merged, key, value);
  }
  return merged;
}
