import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is the point
const ascii = /^[\x00-\x7f]*$/;

/** Lengths and places count bytes of UTF-8. */
const byteLength = (text: string): number => (ascii.test(text) ? text.length : encoder.encode(text).length);

function find([text, part]: readonly Value[]): bigint {
  const at = (text as string).indexOf(part as string);
  return at < 0 ? -1n : BigInt(byteLength((text as string).slice(0, at)));
}

function substring([text, from, length]: readonly Value[]): string {
  const start = Number(from);
  const count = Number(length);
  const whole = text as string;
  if (start < 0 || count < 0) return '';
  if (ascii.test(whole)) return start > whole.length ? '' : whole.slice(start, start + count);
  const bytes = encoder.encode(whole);
  return start > bytes.length ? '' : decoder.decode(bytes.subarray(start, start + count));
}

function atoi([text, fallback]: readonly Value[]): bigint {
  const found = /^[ \t\n\v\f\r]*([+-]?\d+)[ \t\n\v\f\r]*$/.exec(text as string);
  if (found === null) return fallback as bigint;
  const value = BigInt(found[1] ?? 0);
  return value === BigInt.asIntN(64, value) ? value : (fallback as bigint);
}

function hexToAscii([text]: readonly Value[]): string {
  const digits = text as string;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return '';
  return decoder.decode(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

const bytesToHex = ([text]: readonly Value[]): string =>
  Array.from(encoder.encode(text as string), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** Strings (pixie.md §4.11): bytes count, letters of ASCII alone have cases. */
export const stringFunctions: readonly ScalarOverload[] = [
  byValue('contains', 'STRING,STRING->BOOLEAN', ([text, part]) => (text as string).includes(part as string), {
    doc: 'True where the first string holds the second.',
  }),
  byValue('length', 'STRING->INT64', ([text]) => BigInt(byteLength(text as string)), {
    doc: 'Length in bytes.',
  }),
  byValue('find', 'STRING,STRING->INT64', find, {
    doc: 'Place of the second string in the first, in bytes; -1 where it is not in it.',
  }),
  byValue('substring', 'STRING,INT64,INT64->STRING', substring, {
    doc: 'Part of the string from a place on, of so many bytes.',
  }),
  byValue(
    'tolower',
    'STRING->STRING',
    ([text]) => (text as string).replace(/[A-Z]+/g, (part) => part.toLowerCase()),
    { doc: 'With small letters (ASCII).' },
  ),
  byValue(
    'toupper',
    'STRING->STRING',
    ([text]) => (text as string).replace(/[a-z]+/g, (part) => part.toUpperCase()),
    { doc: 'With capital letters (ASCII).' },
  ),
  byValue(
    'trim',
    'STRING->STRING',
    ([text]) => (text as string).replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, ''),
    { doc: 'Without blanks at both ends.' },
  ),
  byValue(
    'strip_prefix',
    'STRING,STRING->STRING',
    ([prefix, text]) =>
      (text as string).startsWith(prefix as string)
        ? (text as string).slice((prefix as string).length)
        : (text as string),
    { doc: 'The second string without the first at its start.' },
  ),
  byValue('hex_to_ascii', 'STRING->STRING', hexToAscii, { doc: 'Text of pairs of hexadecimal digits.' }),
  byValue('bytes_to_hex', 'STRING->STRING', bytesToHex, {
    doc: 'Each byte as \\x and two hexadecimal digits.',
  }),
  byValue('atoi', 'STRING,INT64->INT64', atoi, {
    doc: 'The number that the text is, else the second argument.',
  }),
  byValue('itoa', 'INT64->STRING', ([value]) => String(value), { doc: 'The number as text.' }),
];
