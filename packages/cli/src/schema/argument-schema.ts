import type { Definition, InputField, PlainJson } from '@chaoskit/core';

/** A JSON Schema, as data. */
export type JsonSchema = { readonly [key: string]: unknown };

const TYPES: Readonly<Record<Exclude<InputField<unknown>['type'], 'json'>, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  list: 'array',
  mapping: 'object',
};

/** The schema of a built-in activity's arguments. Those in `given` come from elsewhere: a tolerance's `value`. */
export function argumentsSchema({ input, summary }: Definition, given: readonly string[] = []): JsonSchema {
  const fields = Object.entries(input);
  const required = fields
    .filter(([name, field]) => field.required && !given.includes(name))
    .map(([name]) => name);
  return {
    type: 'object',
    description: summary,
    properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
    required,
    additionalProperties: false,
  };
}

/** Any value may also be written as a text with variables, which gets its type when the experiment runs. */
function fieldSchema(field: InputField<unknown>): JsonSchema {
  const notes = {
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.default === undefined ? {} : { default: field.default as PlainJson }),
  };
  if (field.type === 'json') return notes;
  const own = {
    type: field.nullable ? [TYPES[field.type], 'null'] : TYPES[field.type],
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
    ...(field.choices === undefined ? {} : { enum: [...field.choices, ...(field.nullable ? [null] : [])] }),
  };
  return { ...notes, anyOf: [own, { $ref: '#/$defs/variable' }] };
}
