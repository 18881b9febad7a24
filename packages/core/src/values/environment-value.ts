import { messageOf } from '@chaoskit/errors';
import type { Json } from './json.js';
import { parseJsonValue } from './parse-json.js';
import { isNumeric } from './py-equality.js';
import { pyRepr } from './py-text.js';
import { floatValue, integerValue, parseFloatText, parseInteger } from './python-number.js';
import { RawNumber } from './raw-number.js';

/** The environment of the process, handed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A converted value, or why it can't be converted. */
export type Conversion = { readonly value: Json } | { readonly problem: string };

/**
 * Converts an environment value, a default, or the value of `--var` to the declared type (core.md §5.1).
 * `bytes` stays text: documents and journals have no bytes.
 */
export function convertValue(value: Json, type: Json | undefined): Conversion {
  switch (type) {
    case undefined:
    case null:
    case 'str':
    case 'string':
      return { value };
    case 'int':
    case 'integer':
      return toInteger(value);
    case 'float':
    case 'number':
      return toFloat(value);
    case 'bool':
      return toBoolean(value);
    case 'bytes':
      return typeof value === 'string' ? { value } : cannot(value, 'bytes');
    case 'json':
      return toJson(value);
    default:
      return { problem: 'variable type can only be: bool, str, int, float, bytes or json' };
  }
}

function toInteger(value: Json): Conversion {
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? { value: integerValue(BigInt(Math.trunc(value)).toString()) }
      : cannot(value, 'int');
  }
  if (value instanceof RawNumber) {
    if (value.kind === 'int') return { value };
    return toInteger(value.toNumber());
  }
  const parsed = typeof value === 'string' ? parseInteger(value) : undefined;
  return parsed === undefined ? cannot(value, 'int') : { value: parsed };
}

function toFloat(value: Json): Conversion {
  if (isNumeric(value))
    return { value: floatValue(Number(value instanceof RawNumber ? value.toNumber() : value)) };
  const parsed = typeof value === 'string' ? parseFloatText(value) : undefined;
  return parsed === undefined ? cannot(value, 'float') : { value: floatValue(parsed) };
}

function toBoolean(value: Json): Conversion {
  if (typeof value === 'boolean') return { value };
  if (typeof value !== 'string') return cannot(value, 'bool');
  return { value: !['false', '0', 'no'].includes(value.toLowerCase()) };
}

function toJson(value: Json): Conversion {
  if (typeof value !== 'string' || value === '') return { value };
  try {
    return { value: parseJsonValue(value) };
  } catch (reason) {
    return { problem: `not valid JSON: ${messageOf(reason)}` };
  }
}

function cannot(value: Json, type: string): Conversion {
  return { problem: `cannot convert ${pyRepr(value)} to ${type}` };
}
