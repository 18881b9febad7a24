import { ChaosError } from '@chaoskit/errors';
import { convertValue } from './environment-value.js';
import type { Json } from './json.js';

/**
 * Reads one `--var NAME[:TYPE]=VALUE` (core.md §7): split at the first `=`, then the name at its last `:`.
 * Throws a {@link ChaosError} `CHAOS_E_INVALID_VARIABLE`, which is a usage error.
 */
export function parseVar(text: string): { readonly name: string; readonly value: Json } {
  const equals = text.indexOf('=');
  const left = equals === -1 ? text : text.slice(0, equals);
  const colon = left.lastIndexOf(':');
  const name = colon === -1 ? left : left.slice(0, colon);
  if (equals === -1 || name === '') {
    throw new ChaosError('CHAOS_E_INVALID_VARIABLE', `'${text}' is not a variable`, {
      hint: 'give it as NAME=VALUE or NAME:TYPE=VALUE',
    });
  }
  const type = colon === -1 ? undefined : left.slice(colon + 1);
  const converted = convertValue(text.slice(equals + 1), type);
  if ('value' in converted) return { name, value: converted.value };
  const known = converted.problem.startsWith('variable type');
  const message = known
    ? converted.problem
    : `var cannot convert value to required type: ${converted.problem}`;
  throw new ChaosError('CHAOS_E_INVALID_VARIABLE', message, {
    hint: `variable '${name}': types are str, int, float, bool, bytes and json`,
  });
}
