import { nearestName } from '@chaoskit/errors';
import type { DocumentPath, Issue } from '../document/issue.js';
import type { ActivityPlace } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';
import type { Definition } from './definition.js';
import { fieldValue } from './field-value.js';

/** Parameters that functions of the reference declare and the engine fills in: an experiment may name them, to no effect. */
export const INJECTED_ARGUMENTS: readonly string[] = ['configuration', 'secrets'];

/** Nobody reads more of them, and each is compared with all names. */
const MAX_UNKNOWN = 100;

/** The last part of a definition's name: what the reference calls the activity in these messages. */
export function functionName(definition: Definition): string {
  return definition.name.slice(definition.name.lastIndexOf('.') + 1);
}

/**
 * Problems of `provider.arguments` of an activity that a definition runs: a missing or an unknown argument is an error with the
 * reference's words (core.md §4.1), a wrong type, range or choice a warning. Values that are still to be substituted pass.
 * `given` are names that the engine fills in later: `value` of a tolerance.
 */
export function checkArguments(
  definition: Definition,
  args: Json | undefined,
  place: ActivityPlace,
  given: readonly string[] = [],
): Issue[] {
  const where = (...rest: DocumentPath): Issue['place'] =>
    place.document.locate([...place.path, 'provider', 'arguments', ...rest]);
  if (args !== undefined && args !== null && !isJsonObject(args)) {
    return [
      {
        severity: 'error',
        code: 'CHAOS_V_ARGUMENTS',
        message: `arguments of activity '${functionName(definition)}' must be an object`,
        place: where(),
      },
    ];
  }
  const values: JsonObject = isJsonObject(args) ? args : {};
  return [
    ...missingArguments(definition, values, given, where()),
    ...unknownArguments(definition, values, given, where),
    ...wrongValues(definition, values, where),
  ];
}

function missingArguments(
  definition: Definition,
  values: JsonObject,
  given: readonly string[],
  place: Issue['place'],
): Issue[] {
  return Object.entries(definition.input)
    .filter(([name, field]) => field.required && !Object.hasOwn(values, name) && !given.includes(name))
    .map(([name]) => ({
      severity: 'error',
      code: 'CHAOS_V_ARGUMENT_MISSING',
      message: `required argument '${name}' is missing from activity '${functionName(definition)}'`,
      place,
    }));
}

function unknownArguments(
  definition: Definition,
  values: JsonObject,
  given: readonly string[],
  where: (name: string) => Issue['place'],
): Issue[] {
  const names = Object.keys(definition.input);
  const known = new Set([...names, ...INJECTED_ARGUMENTS, ...given]);
  return Object.keys(values)
    .filter((name) => !known.has(name))
    .slice(0, MAX_UNKNOWN)
    .map((name) => {
      const near = nearestName(name, names);
      return {
        severity: 'error',
        code: 'CHAOS_V_ARGUMENT_UNKNOWN',
        message: `argument '${name}' is not part of the function signature in activity '${functionName(definition)}'`,
        hint:
          near === undefined
            ? `its arguments are ${names.join(', ') || '(none)'}`
            : `did you mean '${near}'?`,
        place: where(name),
      };
    });
}

function wrongValues(
  definition: Definition,
  values: JsonObject,
  where: (name: string) => Issue['place'],
): Issue[] {
  return Object.entries(definition.input).flatMap(([name, field]) => {
    const value = getKey(values, name);
    if (value === undefined || (typeof value === 'string' && value.includes('$'))) return [];
    const read = fieldValue(field, value);
    if (read.ok) return [];
    return [
      {
        severity: 'warning' as const,
        code: 'CHAOS_V_ARGUMENT_VALUE',
        message: `argument '${name}' of activity '${functionName(definition)}' ${read.problem}`,
        place: where(name),
      },
    ];
  });
}
