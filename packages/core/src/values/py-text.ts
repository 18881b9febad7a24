import type { Json } from './json.js';
import { numberRepr } from './python-number.js';
import { RawNumber } from './raw-number.js';

/** Python's `str(value)`: what a value looks like inside a longer text (core.md §8.2, §28.2). */
export function pyStr(value: Json): string {
  return typeof value === 'string' ? value : pyRepr(value);
}

/** Python's `repr(value)`. */
export function pyRepr(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return textRepr(value);
  if (typeof value === 'number' || value instanceof RawNumber) return numberRepr(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) parts.push(pyRepr(item));
    return `[${parts.join(', ')}]`;
  }
  for (const [key, item] of Object.entries(value)) parts.push(`${textRepr(key)}: ${pyRepr(item)}`);
  return `{${parts.join(', ')}}`;
}

// Python calls characters of the categories "other" and "separator" not printable, the blank apart.
const SPECIAL = /[\\'\p{C}]|(?! )\p{Z}/u;

function textRepr(text: string): string {
  if (!SPECIAL.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const char of text) {
    if (!SPECIAL.test(char)) result += char;
    else if (char === "'") result += quote === "'" ? "\\'" : "'";
    else result += escaped(char);
  }
  return result + quote;
}

function escaped(char: string): string {
  if (char === '\\') return '\\\\';
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
