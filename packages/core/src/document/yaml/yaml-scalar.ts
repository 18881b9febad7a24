import type { Json } from '../../values/json.js';
import { floatValue, integerValue, MAX_INTEGER_DIGITS } from '../../values/python-number.js';
import { parseTimestamp } from './yaml-timestamp.js';

/** Types of scalars, by the last part of their tag in YAML 1.1. */
export type ScalarType = 'bool' | 'float' | 'int' | 'merge' | 'null' | 'timestamp' | 'value' | 'str';

// What a plain scalar looks like, by https://yaml.org/type/ with the narrowings that PyYAML made: `y` and `n` are texts,
// exponents need a sign, and a float needs a dot (core.md §3).
const LOOKS: readonly (readonly [ScalarType, RegExp])[] = [
  ['null', /^(?:~|null|Null|NULL|)$/],
  ['bool', /^(?:[Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF)$/],
  ['int', /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*(?::[0-5]?[0-9])*)$/],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    'timestamp',
    /^\d{4}-(?:\d{2}-\d{2}|\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d{2})?))?)$/,
  ],
  ['merge', /^<<$/],
  ['value', /^=$/],
];
const MAY_BE_TYPED = /^[-+.0-9~<=yYnNtTfFoO]|^$/;

/** The type that a plain scalar has by its looks. */
export function typeByLooks(text: string): ScalarType {
  if (text.length > MAX_INTEGER_DIGITS || !MAY_BE_TYPED.test(text)) return 'str';
  return LOOKS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'str';
}

/** The value of a scalar of a known type; undefined where the text can't have that type. */
export function scalarValue(text: string, type: ScalarType): Json | undefined {
  switch (type) {
    case 'str':
      return text;
    case 'null':
      return null;
    case 'bool': {
      const word = text.toLowerCase();
      if (['yes', 'true', 'on'].includes(word)) return true;
      return ['no', 'false', 'off'].includes(word) ? false : undefined;
    }
    case 'int':
      return integer(text);
    case 'float':
      return float(text);
    case 'timestamp':
      return parseTimestamp(text);
    case 'merge':
    case 'value':
      return undefined;
  }
}

function integer(text: string): Json | undefined {
  const bare = text.replaceAll('_', '');
  const sign = bare.startsWith('-') ? '-' : '';
  const digits = bare.replace(/^[-+]/, '');
  if (/^0b[01]+$/.test(digits) || /^0x[0-9a-fA-F]+$/.test(digits)) return integerValue(sign + BigInt(digits));
  if (/^0[0-7]+$/.test(digits)) return integerValue(sign + BigInt(`0o${digits}`));
  if (/^\d+(?::\d+)+$/.test(digits)) return integerValue(sign + base60(digits.split(':')));
  return /^\d+$/.test(digits) && (digits === '0' || !digits.startsWith('0'))
    ? integerValue(sign + digits)
    : undefined;
}

function base60(parts: readonly string[]): bigint {
  return parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

function float(text: string): Json | undefined {
  const bare = text.replaceAll('_', '').toLowerCase();
  const sign = bare.startsWith('-') ? -1 : 1;
  const digits = bare.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  if (/^\d+(?::\d+)*:\d+(?:\.\d*)?$/.test(digits)) {
    return floatValue(sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
  }
  return /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/.test(digits) ? floatValue(sign * Number(digits)) : undefined;
}
