import { JsonPathSyntaxError } from '../json-path-syntax-error.js';
import type { Token } from './tokenize.js';

/** Brackets that may stand inside one another: far beyond any path that a person writes. */
const MAX_NESTING = 100;

/** Walks the words of a path, and counts how deep it stands in brackets. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'the end', offset: 0 };
  }

  sees(text: string): boolean {
    const { kind, text: seen } = this.next;
    return seen === text && (kind === 'sign' || kind === 'word');
  }

  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.unexpected(`'${text}'`);
  }

  enter(): void {
    if (++this.#nesting > MAX_NESTING) {
      throw new JsonPathSyntaxError(`nested deeper than ${MAX_NESTING} levels`, this.next.offset);
    }
  }

  unexpected(wanted?: string): never {
    const { kind, text, offset } = this.next;
    const seen = kind === 'end' ? 'the end of the path' : `'${text}'`;
    throw new JsonPathSyntaxError(
      wanted === undefined ? `unexpected ${seen}` : `expected ${wanted}, not ${seen},`,
      offset,
    );
  }

  leave(): void {
    this.#nesting--;
  }

  skip(): void {
    this.#at++;
  }
}
