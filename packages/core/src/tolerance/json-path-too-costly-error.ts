import { ChaosError } from '@chaoskit/errors';

/** A path that visits too much of a value. */
export class JsonPathTooCostlyError extends ChaosError {
  override readonly name = 'JsonPathTooCostlyError';

  constructor() {
    super('CHAOS_E_JSONPATH_TOO_COSTLY', 'the JSON path visits too many values', {
      hint: 'name more of the way instead of repeating ..',
    });
  }
}
