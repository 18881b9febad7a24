import { messageOf } from '@chaoskit/errors';

/** What RE2 calls a problem, by what the library calls it. */
const names: Readonly<Record<string, string>> = {
  'missing closing )': 'missing )',
  'missing closing ]': 'missing ]',
  'missing argument to repetition operator': 'no argument for repetition operator',
  'invalid nested repetition operator': 'bad repetition operator',
  'invalid repeat count': 'invalid repetition size',
  'invalid named capture': 'invalid named capture group',
  'invalid or unsupported Perl syntax': 'invalid perl operator',
  'trailing backslash at end of expression': 'trailing \\',
};

/** What is wrong with a pattern, as RE2 says it: the problem, and the part that has it. */
export function regexError(error: unknown): string {
  const message = messageOf(error);
  const [, problem = message, part] = /^error parsing regexp: (.*?)(?:: `([\s\S]*)`)?$/.exec(message) ?? [];
  const name = Object.hasOwn(names, problem) ? names[problem] : problem;
  return part === undefined ? String(name) : `${name}: ${part}`;
}
