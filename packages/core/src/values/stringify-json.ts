import type { Json } from './json.js';
import { numberRepr } from './python-number.js';
import { RawNumber } from './raw-number.js';

export interface StringifyOptions {
  /** Spaces for each level; without it everything stands on one line. */
  readonly indent?: number;
  /** Keys in the order of their code points. */
  readonly sortKeys?: boolean;
  /** Escape everything that is not ASCII. */
  readonly ascii?: boolean;
}

/**
 * Writes a value as Python's `json.dumps(value, ensure_ascii=False)` does: `", "` and `": "` on one line, Python's floats (`1.0`, `1e+20`),
 * integers of any size, `NaN` and `Infinity` as such.
 */
export function stringifyJson(value: Json, options: StringifyOptions = {}): string {
  const { indent, ascii = false, sortKeys = false } = options;
  const write = (part: Json, margin: string): string => {
    if (part === null) return 'null';
    if (typeof part === 'string') return ascii ? asciiText(part) : JSON.stringify(part);
    if (typeof part === 'boolean') return part ? 'true' : 'false';
    if (typeof part === 'number' || part instanceof RawNumber) return numberText(part);
    const inner = indent === undefined ? '' : margin + ' '.repeat(indent);
    const first = indent === undefined ? '' : `\n${inner}`;
    const next = indent === undefined ? ', ' : `,\n${inner}`;
    const last = indent === undefined ? '' : `\n${margin}`;
    // One text that grows: lists of pieces are garbage for each of very many small objects.
    let text = '';
    if (Array.isArray(part)) {
      for (const item of part) text += (text === '' ? first : next) + write(item, inner);
      return text === '' ? '[]' : `[${text}${last}]`;
    }
    const keys = Object.keys(part);
    if (sortKeys) keys.sort(byCodePoint);
    for (const key of keys) {
      const item = part[key];
      if (item !== undefined)
        text += `${text === '' ? first : next}${write(key, inner)}: ${write(item, inner)}`;
    }
    return text === '' ? '{}' : `{${text}${last}}`;
  };
  return write(value, '');
}

function numberText(value: number | RawNumber): string {
  const text = numberRepr(value);
  if (text === 'nan') return 'NaN';
  return text.endsWith('inf') ? text.replace('inf', 'Infinity') : text;
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Python compares texts by code points, JavaScript by UTF-16 units: they differ beyond the basic plane. */
export function byCodePoint(left: string, right: string): number {
  const rights = right[Symbol.iterator]();
  for (const char of left) {
    const next = rights.next();
    if (next.done === true) return 1;
    const difference = (char.codePointAt(0) ?? 0) - (next.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return rights.next().done === true ? 0 : -1;
}
