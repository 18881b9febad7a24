import { isJsonObject, type JsonObject } from '../json/json-object.js';

/** Sets what is not there. */
export function setDefaults(target: JsonObject, defaults: Readonly<JsonObject>): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (target[key] === undefined || target[key] === '') target[key] = structuredClone(value);
  }
}

/** The object under a key, made where it is missing. */
export function childOf(target: JsonObject, key: string): JsonObject {
  const found = target[key];
  if (isJsonObject(found)) return found;
  const made: JsonObject = {};
  target[key] = made;
  return made;
}
