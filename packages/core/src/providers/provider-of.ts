import type { JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';

/** The provider block of an activity; empty where the document has none. */
export function providerOf(activity: JsonObject): JsonObject {
  return isJsonObject(activity.provider) ? activity.provider : {};
}
