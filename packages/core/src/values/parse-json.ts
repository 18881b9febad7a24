import { InvalidSourceError } from '../document/invalid-source-error.js';
import { LineIndex } from '../document/line-index.js';
import type { ParsedDocument } from '../document/parsed-document.js';
import { PositionedDocument } from '../document/positioned-document.js';
import type { Json, JsonObject } from './json.js';
import { setKey } from './json-object.js';
import { JsonPositions } from './json-positions.js';
import { parsePlainJson } from './parse-plain-json.js';
import { floatValue, integerValue, MAX_INTEGER_DIGITS } from './python-number.js';

/** Nesting that documents may have; Python's own parser stops near it too. Keeps every walker of values off the stack's end. */
export const MAX_DEPTH = 500;

/**
 * Parses JSON in Python's dialect: NaN and infinities, integers of any size, the last of equal keys wins, a byte order mark is skipped
 * (core.md §3). Throws {@link InvalidSourceError} with the place.
 */
export function parseJson(text: string, source: string): ParsedDocument {
  const value = readValue(text, source);
  return new PositionedDocument(source, text, value, () => {
    const positions = new JsonPositions(text);
    return (path) => positions.offsetOf(path);
  });
}

/** The value alone, where nobody asks for positions: activity output, a service's answer. */
export function parseJsonValue(text: string): Json {
  return readValue(text, 'JSON');
}

function readValue(text: string, source: string): Json {
  const plain = parsePlainJson(text, MAX_DEPTH);
  return plain === undefined ? new JsonParser(text, source).document() : plain;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const ESCAPES: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonParser {
  readonly #text: string;
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(text: string, source: string) {
    this.#text = text;
    this.#source = source;
  }

  document(): Json {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('text after the end of the document');
    return value;
  }

  #value(): Json {
    this.#skipSpace();
    const code = this.#text.charCodeAt(this.#at);
    if (code === 0x22) return this.#string();
    if (code !== 0x7b && code !== 0x5b) return this.#scalar();
    if (++this.#depth > MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`);
    this.#at++;
    const value = code === 0x7b ? this.#object() : this.#array();
    this.#depth--;
    return value;
  }

  #object(): JsonObject {
    const object: JsonObject = {};
    if (this.#closes(0x7d)) return object;
    for (;;) {
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== 0x22) {
        if (this.#text.charCodeAt(this.#at) === 0x7d) this.#fail("a comma before '}'", 'remove the comma');
        this.#fail('expected a key in double quotes', quoteHint(this.#text[this.#at]));
      }
      const key = this.#string();
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== 0x3a) this.#fail("expected ':' after the key");
      this.#at++;
      setKey(object, key, this.#value());
      if (this.#closes(0x7d)) return object;
      this.#comma("expected ',' or '}'");
    }
  }

  #array(): Json[] {
    if (this.#closes(0x5d)) return [];
    // A list that begins with its first item is small; an empty one that grows is given room for seventeen.
    const items = [this.#value()];
    while (!this.#closes(0x5d)) {
      this.#comma("expected ',' or ']'");
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) === 0x5d) this.#fail("a comma before ']'", 'remove the comma');
      items.push(this.#value());
    }
    return items;
  }

  #closes(bracket: number): boolean {
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== bracket) return false;
    this.#at++;
    return true;
  }

  #comma(otherwise: string): void {
    if (this.#text.charCodeAt(this.#at) !== 0x2c) this.#fail(otherwise);
    this.#at++;
  }

  #scalar(): Json {
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) {
      if (this.#at >= this.#text.length) this.#fail('the document ends where a value should be');
      this.#fail('expected a value', quoteHint(this.#text[this.#at]));
    }
    const lexeme = match[0];
    const whole = match[1] === undefined && match[2] === undefined;
    if (whole && lexeme.length > MAX_INTEGER_DIGITS) {
      this.#fail(`an integer with more than ${MAX_INTEGER_DIGITS} digits`);
    }
    this.#at += lexeme.length;
    return whole ? integerValue(lexeme) : floatValue(Number(lexeme));
  }

  #string(): string {
    const text = this.#text;
    const opening = this.#at;
    let from = opening + 1;
    let at = from;
    let result = '';
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return result === '' ? text.slice(from, at) : result + text.slice(from, at);
      }
      if (code === 0x5c) {
        result += text.slice(from, at);
        this.#at = at + 1;
        result += this.#escape();
        at = from = this.#at;
      } else if (code >= 0x20) at++;
      else {
        this.#at = Number.isNaN(code) ? opening : at;
        this.#fail(
          Number.isNaN(code) ? 'a text without closing quote' : 'a line break or control character in a text',
        );
      }
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? '';
    const simple = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (simple !== undefined) {
      this.#at++;
      return simple;
    }
    const digits = this.#text.slice(this.#at + 1, this.#at + 5);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail('an unknown escape in a text');
    this.#at += 5;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #skipSpace(): void {
    if (this.#text.charCodeAt(this.#at) > 0x20) return;
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #fail(problem: string, hint?: string): never {
    const place = { file: this.#source, ...new LineIndex(this.#text).at(this.#at) };
    throw new InvalidSourceError(problem, hint === undefined ? { place } : { place, hint });
  }
}

function quoteHint(found: string | undefined): string | undefined {
  if (found === "'") return 'JSON wants double quotes';
  return found === '/' || found === '#' ? 'JSON has no comments' : undefined;
}
