import type { Definition } from '@chaoskit/core';
import type { JsonSchema } from './argument-schema.js';
import { pythonProviderSchema } from './python-schema.js';

const text: JsonSchema = { type: 'string', minLength: 1 };
const TYPES = ['python', 'http', 'process', 'module'];

/** The provider blocks of activities and controls by their type (core.md §2.4, §2.6). */
export function providerSchemas(definitions: readonly Definition[]): Readonly<Record<string, JsonSchema>> {
  return {
    provider: {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: TYPES } },
      allOf: TYPES.map((type) => ({
        if: { properties: { type: { const: type } }, required: ['type'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { $ref: `#/$defs/${type}Provider` },
      })),
    },
    pythonProvider: pythonProviderSchema(definitions),
    httpProvider: {
      required: ['url'],
      properties: {
        url: text,
        method: { type: 'string', default: 'GET' },
        headers: { type: ['object', 'null'] },
        arguments: {},
        timeout: {
          description: 'seconds: for all, or to connect and to read',
          anyOf: [
            { type: ['number', 'null'] },
            { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
            { $ref: '#/$defs/variable' },
          ],
        },
        verify_tls: { type: ['boolean', 'string'], default: true },
        max_retries: { type: 'integer', minimum: 0, default: 0 },
      },
    },
    processProvider: {
      required: ['path'],
      properties: {
        path: text,
        arguments: {
          description: 'a text goes through the shell, the items of a list do not',
          type: ['string', 'array', 'object', 'null'],
        },
        timeout: {
          description: 'seconds',
          anyOf: [{ type: ['number', 'null'] }, { $ref: '#/$defs/variable' }],
        },
      },
    },
    moduleProvider: {
      required: ['path', 'func'],
      properties: {
        path: { ...text, description: 'a .ts, .js or .mjs file, relative to the experiment, or a package' },
        func: text,
        arguments: { type: ['object', 'null'] },
        secrets: { type: 'array', items: { type: 'string' } },
      },
    },
    controlProvider: {
      type: 'object',
      required: ['type'],
      properties: {
        type: { enum: ['python', 'module'] },
        module: text,
        path: text,
        func: text,
        arguments: { type: ['object', 'null'] },
      },
    },
  };
}
