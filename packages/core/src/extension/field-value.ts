import type { Json, PlainJson } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { toPlain } from '../values/plain.js';
import { pyRepr } from '../values/py-text.js';
import { RawNumber } from '../values/raw-number.js';
import type { InputField } from './input.js';

export type FieldValue =
  | { readonly ok: true; readonly value: PlainJson }
  /** `problem` goes on after the argument's name: `must be an integer, not 'x'`. */
  | { readonly ok: false; readonly problem: string };

const WORDS: { readonly [type in InputField<unknown>['type']]: string } = {
  string: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  mapping: 'an object',
  json: 'a value',
};

/** Reads a value as a field wants it. Null stands for the default where the field may not be null itself. */
export function fieldValue(field: InputField<unknown>, value: Json): FieldValue {
  if (value === null && field.type !== 'json') {
    if (field.nullable) return { ok: true, value: null };
    if (field.required) return { ok: false, problem: `must be ${WORDS[field.type]}, not null` };
    return { ok: true, value: defaultOf(field) };
  }
  if (!hasType(field.type, value)) {
    return { ok: false, problem: `must be ${WORDS[field.type]}, not ${pyRepr(value)}` };
  }
  const plain = toPlain(value);
  const problem = outOfRange(field, plain);
  return problem === undefined ? { ok: true, value: plain } : { ok: false, problem };
}

/** The value of an absent argument. */
export function defaultOf(field: InputField<unknown>): PlainJson {
  // Builders only take defaults of the field's own type, all of which are plain values.
  return (field.default ?? null) as PlainJson;
}

function hasType(type: InputField<unknown>['type'], value: Json): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(numberOf(value));
    case 'number':
      return numberOf(value) !== undefined;
    case 'list':
      return Array.isArray(value);
    case 'mapping':
      return isJsonObject(value);
    case 'json':
      return true;
  }
}

function numberOf(value: Json): number | undefined {
  if (value instanceof RawNumber) return value.toNumber();
  return typeof value === 'number' ? value : undefined;
}

function outOfRange(field: InputField<unknown>, value: PlainJson): string | undefined {
  if (typeof value === 'number') {
    if (field.min !== undefined && value < field.min) return `must be at least ${field.min}, but is ${value}`;
    if (field.max !== undefined && value > field.max) return `must be at most ${field.max}, but is ${value}`;
  }
  if (typeof value === 'string' && field.choices !== undefined && !field.choices.includes(value)) {
    return `must be one of ${field.choices.join(', ')}, but is ${pyRepr(value)}`;
  }
  return undefined;
}
