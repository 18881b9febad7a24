import { ActivityFailedError, compilePythonRegex } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';

/**
 * Compiles a Python regular expression; it searches anywhere in the text.
 * @throws ActivityFailedError that quotes the pattern
 */
export function pythonPattern(pattern: string): RegExp {
  try {
    return compilePythonRegex(pattern);
  } catch (error) {
    throw new ActivityFailedError(
      `${JSON.stringify(pattern)} is no usable regular expression: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
