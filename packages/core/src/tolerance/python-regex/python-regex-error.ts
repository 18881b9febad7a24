import { ChaosError } from '@chaoskit/errors';

/** A pattern that Python's `re` refuses, or that can't be translated; the message says which construct. */
export class PythonRegexError extends ChaosError {
  override readonly name = 'PythonRegexError';

  /** `offset`: where in the pattern, from 0, as Python counts. */
  constructor(reason: string, offset: number) {
    super('CHAOS_E_REGEX', `${reason} at position ${offset}`);
  }
}
