import { RawNumber } from './raw-number.js';

/** Python refuses to convert longer integers, as the work grows with the square of their length. */
export const MAX_INTEGER_DIGITS = 4300;

/** True for what Python would hold as a float. */
export function isFloat(value: number | RawNumber): boolean {
  if (value instanceof RawNumber) return value.kind === 'float';
  return !Number.isInteger(value) || Math.abs(value) >= 1e21;
}

/** A float as Python's `repr` writes it: the shortest digits, with an exponent below 1e-4 and from 1e16 on. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = Math.abs(exponent).toString().padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** A number as Python's `repr` writes it. */
export function numberRepr(value: number | RawNumber): string {
  if (value instanceof RawNumber) {
    return value.kind === 'int' ? value.lexeme : floatRepr(value.toNumber());
  }
  if (isFloat(value)) return floatRepr(value);
  return Object.is(value, -0) ? '0' : String(value);
}

/** A float in the document model: a plain number, or a {@link RawNumber} where a plain number would pass for an integer. */
export function floatValue(value: number): number | RawNumber {
  return Number.isInteger(value) ? new RawNumber(floatRepr(value), 'float') : value;
}

/** An integer given as digits with an optional sign: a plain number where that is exact. */
export function integerValue(digits: string): number | RawNumber {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  const negative = digits.startsWith('-');
  const bare = digits.replace(/^[+-]?0*(?=\d)/, '');
  return new RawNumber(negative ? `-${bare}` : bare, 'int');
}

/** `int(text)` of Python: blanks around, a sign, underscores between digits. Undefined where it would raise. */
export function parseInteger(text: string): number | RawNumber | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?\d+(_\d+)*$/.test(trimmed)) return undefined;
  const digits = trimmed.replaceAll('_', '').replace(/^\+/, '');
  return digits.length > MAX_INTEGER_DIGITS ? undefined : integerValue(digits);
}

/** `float(text)` of Python, `nan` and `inf` included. Undefined where it would raise. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(trimmed);
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const digits = String.raw`\d+(?:_\d+)*`;
  const pattern = new RegExp(
    `^[+-]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:[eE][+-]?${digits})?$`,
  );
  return pattern.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined;
}
