import type { Definition } from '@chaoskit/core';
import { argumentsSchema, type JsonSchema } from './argument-schema.js';

/**
 * The provider block of `type: python`: any module and function, and for those that are built in their functions and arguments.
 * `value` of tolerances is given by the engine.
 */
export function pythonProviderSchema(definitions: readonly Definition[]): JsonSchema {
  const named = definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => ({ definition, ...splitName(name) })),
  );
  const modules = [...new Set(named.map(({ module }) => module))].sort();
  return {
    required: ['module', 'func'],
    properties: {
      module: { anyOf: [{ enum: modules }, { type: 'string', minLength: 1 }] },
      func: { type: 'string', minLength: 1 },
      arguments: { type: ['object', 'null'] },
      secrets: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] },
    },
    allOf: modules.map((module) => {
      const functions = named.filter((one) => one.module === module);
      return {
        if: { properties: { module: { const: module } }, required: ['module'] },
        // A function that is not built in may be there in the Python package.
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: {
          properties: { func: { anyOf: [{ enum: functions.map(({ func }) => func) }, { type: 'string' }] } },
          allOf: functions.map(({ func, definition }) => functionSchema(func, definition)),
        },
      };
    }),
  };
}

function functionSchema(func: string, definition: Definition): JsonSchema {
  const schema = argumentsSchema(definition, definition.kind === 'tolerance' ? ['value'] : []);
  const isRequired = (schema.required as readonly string[]).length > 0;
  return {
    if: { properties: { func: { const: func } }, required: ['func'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { arguments: schema }, ...(isRequired ? { required: ['arguments'] } : {}) },
  };
}

function splitName(name: string): { readonly module: string; readonly func: string } {
  const at = name.lastIndexOf('.');
  return { module: name.slice(0, at), func: name.slice(at + 1) };
}
