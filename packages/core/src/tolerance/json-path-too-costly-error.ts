import { ChaosError } from '@chaoskit/errors';

/** A path that visits too much of a value, or whose patterns do. */
export class JsonPathTooCostlyError extends ChaosError {
  override readonly name = 'JsonPathTooCostlyError';

  constructor(problem = 'visits too many values') {
    super('CHAOS_E_JSONPATH_TOO_COSTLY', `the JSON path ${problem}`, {
      hint: 'name more of the way instead of repeating .., and write patterns so that a text can match in one way only',
    });
  }
}
