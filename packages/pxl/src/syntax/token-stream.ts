import { PxlError } from '../pxl-error.js';
import type { Token, TokenKind } from './token.js';

/** A reader over tokens with one token of look-ahead, and two where a keyword argument has to be told from a name. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get current(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw PxlError.nowhere('SyntaxError: unexpected end of the script');
    return token;
  }

  next(): Token {
    const token = this.current;
    this.#at++;
    return token;
  }

  is(kind: TokenKind, text?: string): boolean {
    const { current } = this;
    return current.kind === kind && (text === undefined || current.text === text);
  }

  isOperator(...texts: string[]): boolean {
    return this.current.kind === 'operator' && texts.includes(this.current.text);
  }

  isKeyword(...texts: string[]): boolean {
    return this.current.kind === 'keyword' && texts.includes(this.current.text);
  }

  /** Takes the token if it is this operator or keyword. */
  take(text: string): Token | undefined {
    const { current } = this;
    return (current.kind === 'operator' || current.kind === 'keyword') && current.text === text
      ? this.next()
      : undefined;
  }

  expect(text: string): Token {
    return this.take(text) ?? this.fail(`Expected \`${text}\``);
  }

  expectName(message = 'Expected a name'): Token {
    return this.is('name') ? this.next() : this.fail(message);
  }

  fail(message: string, token: Token = this.current): never {
    if (token.kind === 'indent') throw PxlError.at(token.place, 'IndentationError: unexpected indent');
    throw PxlError.at(token.place, `SyntaxError: ${message}`);
  }
}
