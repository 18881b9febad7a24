import { ChaosError } from '@chaoskit/errors';
import type { Json } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';

/** What is executed: a program with its arguments, or a line for the shell. */
export type CommandLine =
  | { readonly kind: 'program'; readonly args: readonly string[] }
  | { readonly kind: 'shell'; readonly text: string };

/**
 * Reads `provider.arguments` of a process activity, substituted (core.md §9.2): a text goes through the shell, even an empty one; of a
 * list or (deprecated) an object, null and empty items are left out and the others written as Python would.
 */
export function processArguments(value: Json | undefined): CommandLine {
  if (typeof value === 'string') return { kind: 'shell', text: value };
  if (value === undefined || value === null) return { kind: 'program', args: [] };
  if (Array.isArray(value)) return { kind: 'program', args: texts(value) };
  if (isJsonObject(value)) return { kind: 'program', args: texts(Object.entries(value).flat()) };
  throw new ChaosError(
    'CHAOS_E_PROCESS_ARGUMENTS',
    `arguments of a process must be a list or a text, not ${pyStr(value)}`,
  );
}

function texts(items: readonly Json[]): string[] {
  return items.filter((item) => item !== null && item !== '').map(pyStr);
}
