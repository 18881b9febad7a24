import { doubleText } from '../columns/double-text.js';

/** JSON that keeps how its numbers were written and the order of its members. */
export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonNode])[] };

/** Deeper JSON than this is taken as broken: it would exhaust the stack. */
const deepest = 500;

/** Parses JSON; undefined for anything else. */
export function parseJsonText(text: string): JsonNode | undefined {
  const reader = new Reader(text);
  try {
    const node = reader.value(0);
    return reader.atEnd() ? node : undefined;
  } catch (error) {
    if (error instanceof BrokenJson) return undefined;
    throw error;
  }
}

class BrokenJson extends Error {}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\]|\\.)*"/sy;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#blanks();
    return this.#at === this.#text.length;
  }

  value(depth: number): JsonNode {
    if (depth > deepest) throw new BrokenJson();
    this.#blanks();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return { kind: 'string', value: this.#string() };
      case 't':
        return this.#word('true', { kind: 'boolean', value: true });
      case 'f':
        return this.#word('false', { kind: 'boolean', value: false });
      case 'n':
        return this.#word('null', { kind: 'null' });
      default:
        return { kind: 'number', text: this.#match(number) };
    }
  }

  #object(depth: number): JsonNode {
    const members: [string, JsonNode][] = [];
    this.#at++;
    if (this.#take('}')) return { kind: 'object', members };
    do {
      this.#blanks();
      const name = this.#string();
      if (!this.#take(':')) throw new BrokenJson();
      members.push([name, this.value(depth + 1)]);
    } while (this.#take(','));
    if (!this.#take('}')) throw new BrokenJson();
    return { kind: 'object', members };
  }

  #array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    if (this.#take(']')) return { kind: 'array', items };
    do items.push(this.value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) throw new BrokenJson();
    return { kind: 'array', items };
  }

  #string(): string {
    try {
      return JSON.parse(this.#match(string)) as string;
    } catch {
      throw new BrokenJson();
    }
  }

  #word(word: string, node: JsonNode): JsonNode {
    if (!this.#text.startsWith(word, this.#at)) throw new BrokenJson();
    this.#at += word.length;
    return node;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new BrokenJson();
    this.#at += found.length;
    return found;
  }

  #take(char: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }
}

/** True for a number with a point or an exponent, and for an integer that 64 bits can't hold. */
export function isDouble(text: string): boolean {
  if (/[.eE]/.test(text)) return true;
  const value = BigInt(text);
  return value !== BigInt.asIntN(64, value) && value !== BigInt.asUintN(64, value);
}

const numberText = (text: string): string =>
  isDouble(text) ? doubleText(Number(text)) : String(BigInt(text));

/** A string as upstream's writer has it: control characters in capital hexadecimal digits. */
export function jsonString(text: string): string {
  return JSON.stringify(text).replace(/\\\\|\\u00[01][0-9a-f]/g, (code) =>
    code.length === 6 ? `\\u${code.slice(2).toUpperCase()}` : code,
  );
}

/** A JSON array of strings. */
export const stringList = (texts: readonly string[]): string => `[${texts.map(jsonString).join(',')}]`;

/** Compact JSON text. */
export function writeJsonText(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return numberText(node.text);
    case 'string':
      return jsonString(node.value);
    case 'array':
      return `[${node.items.map(writeJsonText).join(',')}]`;
    case 'object':
      return `{${node.members.map(([name, value]) => `${jsonString(name)}:${writeJsonText(value)}`).join(',')}}`;
  }
}
