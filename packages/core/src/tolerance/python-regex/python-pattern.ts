import { SEARCH_LIMIT_MS, withinTime } from '../within-time.js';
import { compilePythonRegex } from './compile-python-regex.js';
import { RegexTooCostlyError } from './regex-too-costly-error.js';

/** A Python regular expression that searches texts from outside: it ends, whatever they are. */
export class PythonPattern {
  readonly #pattern: string;
  readonly #regex: RegExp;

  /** Throws `PythonRegexError`. */
  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#regex = compilePythonRegex(pattern);
  }

  /** Where the pattern is first found in each text; -1 where it is not. Throws {@link RegexTooCostlyError} where all of them take too long. */
  search(texts: readonly string[]): readonly number[] {
    const found = withinTime(SEARCH_LIMIT_MS, () => texts.map((text) => text.search(this.#regex)));
    if (found === undefined) throw new RegexTooCostlyError(this.#pattern, SEARCH_LIMIT_MS);
    return found.value;
  }
}
