import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from './ast.js';
import { Indentation } from './indentation.js';
import { decodeStringBody } from './string-literal.js';
import { keywords, operators, type Token, type TokenKind } from './token.js';

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const numberPattern = /0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const stringStart = /(?:[rR][bB]?|[bB][rR]?|[uU])?(?:'''|"""|'|")/y;

/** Splits a script into tokens; lines and columns count from 1. Throws a {@link PxlError} with `SyntaxError: …` or `IndentationError: …`. */
export function tokenize(script: string): Token[] {
  return new Tokenizer(script.replace(/\r\n?/g, '\n')).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #indentation = new Indentation();
  readonly #open: string[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Token[] {
    let lineBegins = true;
    while (this.#at < this.#text.length) {
      if (lineBegins) {
        lineBegins = false;
        if (!this.#beginLine()) {
          lineBegins = true;
          continue;
        }
      }
      if (this.#skipBlanks()) continue;
      if (this.#text[this.#at] === '\n') {
        if (this.#open.length === 0) {
          this.#push('newline', '\n', this.#place());
          lineBegins = true;
        }
        this.#newLine();
        continue;
      }
      this.#token();
    }
    if (this.#open.length > 0)
      throw PxlError.at(this.#place(), `SyntaxError: '${this.#open.at(-1)}' was never closed`);
    if (this.#tokens.at(-1)?.kind !== 'newline') this.#push('newline', '', this.#place());
    for (let level = this.#indentation.depth; level > 0; level--) this.#push('dedent', '', this.#place());
    this.#push('end', '', this.#place());
    return this.#tokens;
  }

  /** Reads a line's indentation; false for a line that holds nothing but blanks or a comment, which is passed over. */
  #beginLine(): boolean {
    const blanks = /[ \t\f]*/y;
    blanks.lastIndex = this.#at;
    const width = blanks.exec(this.#text)?.[0] ?? '';
    const next = this.#text[this.#at + width.length];
    if (next === undefined || next === '\n' || next === '#') {
      const end = this.#text.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#text.length : end;
      if (end >= 0) this.#newLine();
      return false;
    }
    this.#at += width.length;
    const place = this.#place();
    const change = this.#indentation.enter(width, place);
    if (change > 0) this.#push('indent', '', place);
    for (let left = change; left < 0; left++) this.#push('dedent', '', place);
    return true;
  }

  /** Passes over blanks, comments and joined lines; true where it moved. */
  #skipBlanks(): boolean {
    const char = this.#text[this.#at];
    if (char === ' ' || char === '\t' || char === '\f') {
      this.#at++;
      return true;
    }
    if (char === '#') {
      const end = this.#text.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#text.length : end;
      return true;
    }
    if (char === '\\' && this.#text[this.#at + 1] === '\n') {
      this.#at++;
      this.#newLine();
      return true;
    }
    return false;
  }

  #token(): void {
    const place = this.#place();
    const opening = this.#match(stringStart);
    if (opening !== undefined) {
      this.#string(opening, place);
      return;
    }
    const name = this.#match(namePattern);
    if (name !== undefined) {
      this.#push(keywords.has(name) ? 'keyword' : 'name', name, place);
      return;
    }
    const digits = this.#match(numberPattern);
    if (digits !== undefined) {
      const isFloat = !/^0[xXoObB]/.test(digits) && /[.eE]/.test(digits);
      this.#push(isFloat ? 'float' : 'int', digits, place);
      return;
    }
    const operator = operators.find((candidate) => this.#text.startsWith(candidate, this.#at));
    if (operator === undefined)
      throw PxlError.at(place, `SyntaxError: invalid character '${this.#text[this.#at]}'`);
    this.#at += operator.length;
    this.#track(operator, place);
    this.#push('operator', operator, place);
  }

  #string(opening: string, place: ScriptPlace): void {
    const quote = /['"]+$/.exec(opening)?.[0] ?? '"';
    const from = this.#at;
    let end = from;
    for (;;) {
      const char = this.#text[end];
      if (char === undefined || (char === '\n' && quote.length === 1)) {
        throw PxlError.at(place, 'SyntaxError: unterminated string literal');
      }
      if (this.#text.startsWith(quote, end)) break;
      end += char === '\\' ? 2 : 1;
    }
    const body = this.#text.slice(from, end);
    for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) {
      this.#line++;
      this.#lineStart = from + at + 1;
    }
    this.#at = end + quote.length;
    this.#push('string', decodeStringBody(body, opening.slice(0, -quote.length)), place);
  }

  #track(operator: string, place: ScriptPlace): void {
    if ('([{'.includes(operator)) this.#open.push(operator);
    else if (')]}'.includes(operator)) {
      const opened = this.#open.pop();
      if (opened === undefined || '([{'.indexOf(opened) !== ')]}'.indexOf(operator)) {
        throw PxlError.at(place, `SyntaxError: unmatched '${operator}'`);
      }
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #newLine(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #place(): ScriptPlace {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #push(kind: TokenKind, text: string, place: ScriptPlace): void {
    this.#tokens.push({ kind, text, place });
  }
}
