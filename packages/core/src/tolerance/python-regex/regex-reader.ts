import { PythonRegexError } from './python-regex-error.js';

/** Reads a pattern code point by code point. */
export class RegexReader {
  readonly #letters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#letters = [...pattern];
  }

  /** Position of the next letter, from 0. */
  get offset(): number {
    return this.#at;
  }

  get next(): string | undefined {
    return this.#letters[this.#at];
  }

  /** Reads one letter; undefined at the end. */
  read(): string | undefined {
    return this.#letters[this.#at++];
  }

  /** Reads `letter` where it is next. */
  take(letter: string): boolean {
    if (this.next !== letter) return false;
    this.#at++;
    return true;
  }

  /** Reads as many letters as `test` allows, at most `most`. */
  takeWhile(test: RegExp, most = Number.POSITIVE_INFINITY): string {
    let text = '';
    while (text.length < most && this.next !== undefined && test.test(this.next)) text += this.read();
    return text;
  }

  /** Reads up to `end` and over it; fails where it does not come. */
  until(end: string, missing: string): string {
    const start = this.#at;
    const stop = this.#letters.indexOf(end, start);
    if (stop < 0) this.fail(`missing ${missing}`, start);
    this.#at = stop + 1;
    return this.#letters.slice(start, stop).join('');
  }

  /** What was read since `start`. */
  since(start: number): string {
    return this.#letters.slice(start, this.#at).join('');
  }

  back(offset: number): void {
    this.#at = offset;
  }

  fail(reason: string, offset = this.#at): never {
    throw new PythonRegexError(reason, offset);
  }
}
