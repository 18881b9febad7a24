import { ChaosError } from '@chaoskit/errors';

const LONGEST_SHOWN = 200;

/** A pattern that tries so many ways to match a text that it was given up. */
export class RegexTooCostlyError extends ChaosError {
  override readonly name = 'RegexTooCostlyError';

  constructor(pattern: string, limitMs: number) {
    const shown = pattern.length > LONGEST_SHOWN ? `${pattern.slice(0, LONGEST_SHOWN)}…` : pattern;
    super(
      'CHAOS_E_REGEX_TOO_COSTLY',
      `the pattern ${JSON.stringify(shown)} was given up after ${limitMs / 1000} s of search`,
      { hint: 'write it so that a text can match in one way only: a+ instead of (a+)+' },
    );
  }
}
