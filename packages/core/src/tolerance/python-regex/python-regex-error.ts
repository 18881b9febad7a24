import { ChaosError } from '@chaoskit/errors';

/** A pattern that Python's `re` refuses, or that can't be translated; the message says which construct. */
export class PythonRegexError extends ChaosError {
  override readonly name = 'PythonRegexError';

  /** What is wrong, without where. */
  readonly reason: string;
  /** Where in the pattern, from 0, as Python counts. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super('CHAOS_E_REGEX', `${reason} at position ${offset}`);
    this.reason = reason;
    this.offset = offset;
  }
}
