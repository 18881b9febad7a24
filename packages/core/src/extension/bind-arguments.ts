import { ActivityFailedError } from '../activity/outcome-errors.js';
import type { Json, JsonObject, PlainJson } from '../values/json.js';
import { getKey, isJsonObject, setKey } from '../values/json-object.js';
import { functionName, INJECTED_ARGUMENTS } from './check-arguments.js';
import type { Definition } from './definition.js';
import { defaultOf, fieldValue } from './field-value.js';

/**
 * The arguments that a definition's `run` gets: substituted values with the types of its input, defaults filled in.
 * Throws `ActivityFailedError` for what is missing, unknown or of the wrong type: a call with it fails in the reference too (core.md §9.1).
 */
export function bindArguments(
  definition: Definition,
  args: Json | undefined,
): { readonly [name: string]: PlainJson } {
  if (args !== undefined && args !== null && !isJsonObject(args)) {
    throw new ActivityFailedError(`arguments of activity '${functionName(definition)}' must be an object`);
  }
  const values: JsonObject = isJsonObject(args) ? args : {};
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(definition.input, name) || INJECTED_ARGUMENTS.includes(name)) continue;
    throw new ActivityFailedError(
      `argument '${name}' is not part of the function signature in activity '${functionName(definition)}'`,
    );
  }
  const bound: { [name: string]: PlainJson } = {};
  for (const [name, field] of Object.entries(definition.input)) {
    const value = getKey(values, name);
    if (value === undefined) {
      if (field.required) {
        throw new ActivityFailedError(
          `required argument '${name}' is missing from activity '${functionName(definition)}'`,
        );
      }
      setKey(bound, name, defaultOf(field));
      continue;
    }
    const read = fieldValue(field, value);
    if (!read.ok) {
      throw new ActivityFailedError(
        `argument '${name}' of activity '${functionName(definition)}' ${read.problem}`,
      );
    }
    setKey(bound, name, read.value);
  }
  return bound;
}
