import { messageOf } from '@chaoskit/errors';
import { emitRegex } from './emit-regex.js';
import { parseRegex } from './parse-regex.js';
import { PythonRegexError } from './python-regex-error.js';

/**
 * Translates a pattern of Python's `re` (core.md §28.4), with its Unicode classes, anchors, inline flags and atomic groups.
 * Throws {@link PythonRegexError} with Python's reason, or naming the construct that JavaScript has no counterpart for: conditional groups,
 * characters by name, references to groups that may not have matched.
 */
export function compilePythonRegex(pattern: string): RegExp {
  const { source, flags } = emitRegex(parseRegex(pattern));
  try {
    return new RegExp(source, flags);
  } catch (reason) {
    throw new PythonRegexError(`the pattern is too large or can't be translated: ${messageOf(reason)}`, 0);
  }
}
