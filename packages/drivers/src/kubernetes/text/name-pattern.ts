import { ActivityFailedError } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';

/**
 * Compiles a Python regular expression as far as the two dialects can be brought together: named groups and references,
 * `\A`, `\Z`, flags at the beginning (drivers.md 1.13 item 9). It searches anywhere in the text.
 * @throws ActivityFailedError
 */
export function pythonPattern(pattern: string): RegExp {
  const [, letters = '', rest = pattern] = /^\(\?([aimsu]+)\)(.*)$/s.exec(pattern) ?? [];
  const flags = [...new Set(letters)].filter((letter) => 'ims'.includes(letter)).join('');
  const source = rest
    .replace(/\\A/g, '(?<![\\s\\S])')
    .replace(/\\Z/g, '(?![\\s\\S])')
    .replace(/\(\?P<(\w+)>/g, '(?<$1>')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new ActivityFailedError(
      `${JSON.stringify(pattern)} is no usable regular expression: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
}
