import type { Json, JsonObject } from '../../values/json.js';
import { setKey } from '../../values/json-object.js';
import { floatValue, integerValue } from '../../values/python-number.js';
import { JsonPathSyntaxError } from '../json-path-syntax-error.js';
import {
  type Comparison,
  type Expression,
  FUNCTION_NAMES,
  type FunctionName,
  type JsonPath,
  type Operand,
  type Step,
  type Subscript,
} from './json-path.js';
import { type Token, tokenize } from './tokenize.js';

/** Brackets that may stand inside one another: far beyond any path that a person writes. */
const MAX_NESTING = 100;

/** Parses a path of the jsonpath2 dialect (core.md §10.4). Throws {@link JsonPathSyntaxError} with the position and, for usual slips, a hint. */
export function parsePath(text: string): JsonPath {
  if (!/^[ \t\n\r]*\$/.test(text)) {
    throw new JsonPathSyntaxError(
      'a path begins with $',
      0,
      text.trim() === '' ? undefined : `try $.${text.trim()}`,
    );
  }
  return new PathParser(tokenize(text)).whole();
}

class PathParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): JsonPath {
    const path = this.#path();
    if (this.#next.kind !== 'end') this.#unexpected();
    return path;
  }

  #path(): JsonPath {
    const from = this.#take('$') ? 'root' : 'current';
    if (from === 'current') this.#expect('@');
    const steps: Step[] = [];
    for (;;) {
      const step = this.#step();
      if (step === undefined) return { from, steps };
      steps.push(step);
    }
  }

  #step(): Step | undefined {
    if (this.#take('.')) return { deep: false, subscripts: [this.#bareword()] };
    if (this.#sees('[')) return { deep: false, subscripts: this.#brackets() };
    if (!this.#take('..')) return undefined;
    return { deep: true, subscripts: this.#sees('[') ? this.#brackets() : [this.#bareword()] };
  }

  #bareword(): Subscript {
    if (this.#take('*')) return { kind: 'wildcard' };
    const token = this.#next;
    if (token.kind === 'word') {
      throw new JsonPathSyntaxError(
        `'${token.text}' is a reserved word`,
        token.offset,
        `write ["${token.text}"]`,
      );
    }
    if (token.kind !== 'name') this.#unexpected();
    this.#at++;
    return this.#sees('(') ? this.#call(token) : { kind: 'key', key: token.text };
  }

  #brackets(): Subscript[] {
    this.#expect('[');
    this.#enter();
    const subscripts = [this.#subscript()];
    while (this.#take(',')) subscripts.push(this.#subscript());
    this.#expect(']');
    this.#nesting--;
    return subscripts;
  }

  #subscript(): Subscript {
    const token = this.#next;
    if (token.kind === 'text') {
      this.#at++;
      // Escapes stay as they are written: the dialect does not decode them.
      return { kind: 'key', key: token.text.slice(1, -1) };
    }
    if (token.kind === 'number') {
      const index = this.#integer();
      return this.#sees(':') ? this.#slice(index) : { kind: 'index', index };
    }
    if (this.#sees(':')) return this.#slice(undefined);
    if (this.#take('*')) return { kind: 'wildcard' };
    if (this.#sees('$') || this.#sees('@')) return { kind: 'path', path: this.#path() };
    if (token.kind === 'name') {
      this.#at++;
      if (!this.#sees('(')) {
        throw new JsonPathSyntaxError(
          `'${token.text}' without quotes`,
          token.offset,
          `write ["${token.text}"]`,
        );
      }
      return this.#call(token);
    }
    if (!this.#take('?')) this.#unexpected();
    this.#expect('(');
    const expression = this.#and();
    this.#expect(')');
    return { kind: 'filter', expression };
  }

  #slice(start: number | undefined): Subscript {
    this.#expect(':');
    const end = this.#next.kind === 'number' ? this.#integer() : undefined;
    const stepToken = this.#take(':') ? this.#next : undefined;
    const step = stepToken?.kind === 'number' ? this.#integer() : undefined;
    if (stepToken !== undefined && step === 0) {
      throw new JsonPathSyntaxError('a slice with step 0', stepToken.offset);
    }
    return {
      kind: 'slice',
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      ...(step === undefined ? {} : { step }),
    };
  }

  #integer(): number {
    const token = this.#next;
    if (!/^-?\d+$/.test(token.text)) {
      throw new JsonPathSyntaxError(`'${token.text}' is no whole number`, token.offset);
    }
    this.#at++;
    return Number(token.text);
  }

  #call(token: Token): Subscript {
    const name = FUNCTION_NAMES.find((known) => known === token.text);
    if (name === undefined) {
      const hint = `there are ${FUNCTION_NAMES.join(', ')}`;
      throw new JsonPathSyntaxError(`unknown function '${token.text}'`, token.offset, hint);
    }
    return { kind: 'call', name: name satisfies FunctionName, args: this.#args() };
  }

  #args(): Operand[] {
    this.#expect('(');
    this.#enter();
    const args: Operand[] = [];
    if (!this.#sees(')')) {
      args.push(this.#operand());
      while (this.#take(',')) args.push(this.#operand());
    }
    this.#expect(')');
    this.#nesting--;
    return args;
  }

  // `or` binds tighter than `and` in this dialect.
  #and(): Expression {
    const parts = [this.#or()];
    while (this.#take('and')) parts.push(this.#or());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts };
  }

  #or(): Expression {
    const parts = [this.#not()];
    while (this.#take('or')) parts.push(this.#not());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts };
  }

  #not(): Expression {
    if (this.#take('not')) {
      this.#enter();
      const part = this.#not();
      this.#nesting--;
      return { kind: 'not', part };
    }
    if (this.#take('(')) {
      this.#enter();
      const inner = this.#and();
      this.#expect(')');
      this.#nesting--;
      return inner;
    }
    const left = this.#operand();
    const operator = this.#comparison();
    if (operator === undefined) return { kind: 'operand', operand: left };
    return { kind: 'compare', operator, left, right: this.#operand() };
  }

  #comparison(): Comparison | undefined {
    for (const operator of ['=', '!=', '<', '<=', '>', '>='] as const) {
      if (!this.#take(operator)) continue;
      if (operator === '=' && this.#sees('=')) {
        throw new JsonPathSyntaxError("unexpected '=='", this.#next.offset - 1, "write a single '='");
      }
      return operator;
    }
    return undefined;
  }

  #operand(): Operand {
    if (this.#sees('$') || this.#sees('@')) return { kind: 'path', path: this.#path() };
    return { kind: 'literal', value: this.#literal() };
  }

  #literal(): Json {
    const token = this.#next;
    if (token.kind === 'text' || token.kind === 'number' || token.kind === 'word') {
      this.#at++;
      if (token.kind === 'text') return token.text.slice(1, -1);
      if (token.kind === 'number') {
        return /^-?\d+$/.test(token.text) ? integerValue(token.text) : floatValue(Number(token.text));
      }
      if (token.text === 'null') return null;
      if (token.text === 'true' || token.text === 'false') return token.text === 'true';
      this.#at--;
    }
    if (this.#sees('[')) return this.#list();
    if (this.#sees('{')) return this.#object();
    return this.#unexpected();
  }

  #list(): Json[] {
    this.#expect('[');
    this.#enter();
    const items: Json[] = [];
    if (!this.#sees(']')) {
      items.push(this.#literal());
      while (this.#take(',')) items.push(this.#literal());
    }
    this.#expect(']');
    this.#nesting--;
    return items;
  }

  #object(): JsonObject {
    this.#expect('{');
    this.#enter();
    const object: JsonObject = {};
    while (!this.#sees('}')) {
      if (Object.keys(object).length > 0) this.#expect(',');
      const key = this.#next;
      if (key.kind !== 'text') this.#unexpected();
      this.#at++;
      this.#expect(':');
      setKey(object, key.text.slice(1, -1), this.#literal());
    }
    this.#expect('}');
    this.#nesting--;
    return object;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'the end', offset: 0 };
  }

  #sees(text: string): boolean {
    const { kind, text: seen } = this.#next;
    return seen === text && (kind === 'sign' || kind === 'word');
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#unexpected(`'${text}'`);
  }

  #enter(): void {
    if (++this.#nesting > MAX_NESTING) {
      throw new JsonPathSyntaxError(`nested deeper than ${MAX_NESTING} levels`, this.#next.offset);
    }
  }

  #unexpected(wanted?: string): never {
    const { kind, text, offset } = this.#next;
    const seen = kind === 'end' ? 'the end of the path' : `'${text}'`;
    throw new JsonPathSyntaxError(
      wanted === undefined ? `unexpected ${seen}` : `expected ${wanted}, not ${seen},`,
      offset,
    );
  }
}
