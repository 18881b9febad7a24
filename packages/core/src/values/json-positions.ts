import type { DocumentPath } from '../document/issue.js';

/** A number or one of the words that stand for values. */
const WORD = /[^\s,\]}]*/y;

interface FoundValue {
  readonly offset: number;
  /** An object's values by key, once they were looked for. */
  keys?: ReadonlyMap<string, FoundValue>;
  /** A list's items as far as they were looked for, and where the next one may begin. */
  items?: FoundValue[];
  next?: number;
}

/**
 * Finds where the values of a JSON text stand that was parsed before. It reads no more of the text than it has to: lists only up to the
 * item in question, objects as a whole, since the last of equal keys counts.
 */
export class JsonPositions {
  readonly #text: string;
  readonly #root: FoundValue;

  constructor(text: string) {
    this.#text = text;
    this.#root = { offset: this.#skipBlanks(text.charCodeAt(0) === 0xfeff ? 1 : 0) };
  }

  /** Offset of the value at `path`, or of its nearest parent that is there. */
  offsetOf(path: DocumentPath): number {
    let found = this.#root;
    for (const step of path) {
      const child = typeof step === 'string' ? this.#keysOf(found)?.get(step) : this.#itemOf(found, step);
      if (child === undefined) break;
      found = child;
    }
    return found.offset;
  }

  #keysOf(value: FoundValue): ReadonlyMap<string, FoundValue> | undefined {
    if (this.#text[value.offset] !== '{') return undefined;
    if (value.keys === undefined) {
      const keys = new Map<string, FoundValue>();
      let at = this.#skipBlanks(value.offset + 1);
      while (this.#text[at] === '"') {
        const end = this.#endOfText(at);
        const key = textAt(this.#text.slice(at, end));
        const offset = this.#skipBlanks(this.#skipBlanks(end) + 1);
        keys.set(key, { offset });
        at = this.#afterComma(this.#endOf(offset));
      }
      value.keys = keys;
    }
    return value.keys;
  }

  #itemOf(value: FoundValue, index: number): FoundValue | undefined {
    if (this.#text[value.offset] !== '[') return undefined;
    value.items ??= [];
    let at = value.next ?? this.#skipBlanks(value.offset + 1);
    while (value.items.length <= index && at < this.#text.length && this.#text[at] !== ']') {
      value.items.push({ offset: at });
      at = this.#afterComma(this.#endOf(at));
    }
    value.next = at;
    return value.items[index];
  }

  /** Where the value that begins at `at` ends. */
  #endOf(at: number): number {
    let depth = 0;
    let position = at;
    do {
      const letter = this.#text[position];
      if (letter === '"') position = this.#endOfText(position);
      else if (letter === '{' || letter === '[') {
        depth++;
        position++;
      } else if (letter === '}' || letter === ']') {
        depth--;
        position++;
      } else if (depth > 0) position++;
      else position = this.#endOfWord(position);
    } while (depth > 0 && position < this.#text.length);
    return position;
  }

  #endOfWord(at: number): number {
    WORD.lastIndex = at;
    WORD.test(this.#text);
    return WORD.lastIndex;
  }

  #endOfText(opening: number): number {
    let at = opening;
    for (;;) {
      at = this.#text.indexOf('"', at + 1);
      let escapes = 0;
      while (this.#text[at - 1 - escapes] === '\\') escapes++;
      if (escapes % 2 === 0) return at + 1;
    }
  }

  #afterComma(at: number): number {
    const next = this.#skipBlanks(at);
    return this.#text[next] === ',' ? this.#skipBlanks(next + 1) : next;
  }

  #skipBlanks(at: number): number {
    let position = at;
    while (isBlank(this.#text.charCodeAt(position))) position++;
    return position;
  }
}

/** A text's value; most have no escapes. */
function textAt(written: string): string {
  return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
