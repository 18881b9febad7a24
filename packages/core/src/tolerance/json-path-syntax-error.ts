import { ChaosError } from '@chaoskit/errors';

/** A JSON path that its dialect does not know. */
export class JsonPathSyntaxError extends ChaosError {
  override readonly name = 'JsonPathSyntaxError';

  /** `offset`: where in the path, from 0. */
  constructor(problem: string, offset: number, hint?: string) {
    super(
      'CHAOS_E_JSONPATH_SYNTAX',
      `${problem} at position ${offset + 1}`,
      hint === undefined ? {} : { hint },
    );
  }
}
