import { isJsonObject, type JsonObject } from '../json/json-object.js';

/** RFC 7396: `null` removes, objects merge, everything else replaces. A new value; the target stays as it is. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}
