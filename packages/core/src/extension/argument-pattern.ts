import { messageOf } from '@chaoskit/errors';
import { ActivityFailedError } from '../activity/outcome-errors.js';
import { PythonPattern } from '../tolerance/python-regex/python-pattern.js';
import { RegexTooCostlyError } from '../tolerance/python-regex/regex-too-costly-error.js';

/** A Python regular expression that is an activity's argument: what is wrong with it fails the activity. */
export class ArgumentPattern {
  readonly #pattern: PythonPattern;

  /** Throws {@link ActivityFailedError} that quotes the pattern. */
  constructor(pattern: string) {
    try {
      this.#pattern = new PythonPattern(pattern);
    } catch (cause) {
      const message = `${JSON.stringify(pattern)} is no usable regular expression: ${messageOf(cause)}`;
      throw new ActivityFailedError(message, { cause });
    }
  }

  /** Where the pattern is first found in each text; -1 where it is not. Throws {@link ActivityFailedError} where that takes too long. */
  search(texts: readonly string[]): readonly number[] {
    try {
      return this.#pattern.search(texts);
    } catch (cause) {
      if (!(cause instanceof RegexTooCostlyError)) throw cause;
      const { hint } = cause;
      throw new ActivityFailedError(cause.message, { cause, ...(hint === undefined ? {} : { hint }) });
    }
  }
}
