import { type BuiltInControl, defineControl, type PlainJson } from '@chaoskit/core';
import { isPlainObject } from './plain-object.js';

/**
 * Leaves activities out, by type or name (core.md §25.1). It marks them with `dry: true` while their turn lasts, which the engine
 * takes as: don't run this one.
 */
export const bypass: BuiltInControl = {
  create: ({ log }) =>
    defineControl({
      beforeExperiment({ arguments: { target_type: type, target_names: names } }) {
        if (typeof type === 'string' && type !== '') {
          log.warning(`No '${type}' will be executed as configured by the bypass control`);
        }
        if (Array.isArray(names) && names.length > 0) {
          log.warning(`The following activities will not be executed: ${names.map(String).join(', ')}`);
        }
      },
      beforeActivity({ context, arguments: args }) {
        if (isPlainObject(context) && isBypassed(context, args)) context.dry = true;
      },
      afterActivity({ context, arguments: args }) {
        if (isPlainObject(context) && isBypassed(context, args)) delete context.dry;
      },
    }),
};

function isBypassed(
  { type, name }: { readonly [key: string]: PlainJson },
  { target_type, target_names }: { readonly [key: string]: PlainJson },
): boolean {
  if (typeof target_type === 'string' && target_type !== '' && type === target_type) return true;
  return Array.isArray(target_names) && typeof name === 'string' && target_names.includes(name);
}
