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
import { readLiteral } from './read-literal.js';
import { TokenCursor } from './token-cursor.js';
import { type Token, tokenize } from './tokenize.js';

/** Parses a path of the jsonpath2 dialect (core.md §10.4). Throws {@link JsonPathSyntaxError} with the position and, for usual slips, a hint. */
export function parsePath(text: string): JsonPath {
  if (!/^[ \t\n\r]*\$/.test(text)) {
    throw new JsonPathSyntaxError(
      'a path begins with $',
      0,
      text.trim() === '' ? undefined : `try $.${text.trim()}`,
    );
  }
  return new PathParser(new TokenCursor(tokenize(text))).whole();
}

class PathParser {
  readonly #words: TokenCursor;

  constructor(words: TokenCursor) {
    this.#words = words;
  }

  whole(): JsonPath {
    const path = this.#path();
    if (this.#words.next.kind !== 'end') this.#words.unexpected();
    return path;
  }

  #path(): JsonPath {
    const from = this.#words.take('$') ? 'root' : 'current';
    if (from === 'current') this.#words.expect('@');
    const steps: Step[] = [];
    for (;;) {
      const step = this.#step();
      if (step === undefined) return { from, steps };
      steps.push(step);
    }
  }

  #step(): Step | undefined {
    if (this.#words.take('.')) return { deep: false, subscripts: [this.#bareword()] };
    if (this.#words.sees('[')) return { deep: false, subscripts: this.#brackets() };
    if (!this.#words.take('..')) return undefined;
    return { deep: true, subscripts: this.#words.sees('[') ? this.#brackets() : [this.#bareword()] };
  }

  #bareword(): Subscript {
    if (this.#words.take('*')) return { kind: 'wildcard' };
    const token = this.#words.next;
    if (token.kind === 'word') {
      throw new JsonPathSyntaxError(
        `'${token.text}' is a reserved word`,
        token.offset,
        `write ["${token.text}"]`,
      );
    }
    if (token.kind !== 'name') this.#words.unexpected();
    this.#words.skip();
    return this.#words.sees('(') ? this.#call(token) : { kind: 'key', key: token.text };
  }

  #brackets(): Subscript[] {
    this.#words.expect('[');
    this.#words.enter();
    const subscripts = [this.#subscript()];
    while (this.#words.take(',')) subscripts.push(this.#subscript());
    this.#words.expect(']');
    this.#words.leave();
    return subscripts;
  }

  #subscript(): Subscript {
    const token = this.#words.next;
    if (token.kind === 'text') {
      this.#words.skip();
      // Escapes stay as they are written: the dialect does not decode them.
      return { kind: 'key', key: token.text.slice(1, -1) };
    }
    if (token.kind === 'number') {
      const index = this.#integer();
      return this.#words.sees(':') ? this.#slice(index) : { kind: 'index', index };
    }
    if (this.#words.sees(':')) return this.#slice(undefined);
    if (this.#words.take('*')) return { kind: 'wildcard' };
    if (this.#words.sees('$') || this.#words.sees('@')) return { kind: 'path', path: this.#path() };
    if (token.kind === 'name') {
      this.#words.skip();
      if (!this.#words.sees('(')) {
        throw new JsonPathSyntaxError(
          `'${token.text}' without quotes`,
          token.offset,
          `write ["${token.text}"]`,
        );
      }
      return this.#call(token);
    }
    if (!this.#words.take('?')) this.#words.unexpected();
    this.#words.expect('(');
    const expression = this.#and();
    this.#words.expect(')');
    return { kind: 'filter', expression };
  }

  #slice(start: number | undefined): Subscript {
    this.#words.expect(':');
    const end = this.#words.next.kind === 'number' ? this.#integer() : undefined;
    const stepToken = this.#words.take(':') ? this.#words.next : undefined;
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
    const token = this.#words.next;
    if (!/^-?\d+$/.test(token.text)) {
      throw new JsonPathSyntaxError(`'${token.text}' is no whole number`, token.offset);
    }
    this.#words.skip();
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
    this.#words.expect('(');
    this.#words.enter();
    const args: Operand[] = [];
    if (!this.#words.sees(')')) {
      args.push(this.#operand());
      while (this.#words.take(',')) args.push(this.#operand());
    }
    this.#words.expect(')');
    this.#words.leave();
    return args;
  }

  // `or` binds tighter than `and` in this dialect.
  #and(): Expression {
    const parts = [this.#or()];
    while (this.#words.take('and')) parts.push(this.#or());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts };
  }

  #or(): Expression {
    const parts = [this.#not()];
    while (this.#words.take('or')) parts.push(this.#not());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts };
  }

  #not(): Expression {
    if (this.#words.take('not')) {
      this.#words.enter();
      const part = this.#not();
      this.#words.leave();
      return { kind: 'not', part };
    }
    if (this.#words.take('(')) {
      this.#words.enter();
      const inner = this.#and();
      this.#words.expect(')');
      this.#words.leave();
      return inner;
    }
    const left = this.#operand();
    const operator = this.#comparison();
    if (operator === undefined) return { kind: 'operand', operand: left };
    return { kind: 'compare', operator, left, right: this.#operand() };
  }

  #comparison(): Comparison | undefined {
    for (const operator of ['=', '!=', '<', '<=', '>', '>='] as const) {
      if (!this.#words.take(operator)) continue;
      if (operator === '=' && this.#words.sees('=')) {
        throw new JsonPathSyntaxError("unexpected '=='", this.#words.next.offset - 1, "write a single '='");
      }
      return operator;
    }
    return undefined;
  }

  #operand(): Operand {
    if (this.#words.sees('$') || this.#words.sees('@')) return { kind: 'path', path: this.#path() };
    return { kind: 'literal', value: readLiteral(this.#words) };
  }
}
