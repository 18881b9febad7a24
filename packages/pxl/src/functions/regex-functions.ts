import { RE2JS } from 're2js';
import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

/** Compiled patterns by flags and text: a pattern is a constant, used for every row. */
const compiled = new Map<string, RE2JS | undefined>();
const mostCompiled = 200;

/** RE2: linear in the text, whatever the pattern. Undefined for an invalid pattern. */
function compile(pattern: string, dotMatchesNewline: boolean): RE2JS | undefined {
  const key = `${dotMatchesNewline ? 's' : '-'}${pattern}`;
  if (compiled.has(key)) return compiled.get(key);
  let regex: RE2JS | undefined;
  try {
    regex = RE2JS.compile(pattern, dotMatchesNewline ? RE2JS.DOTALL : 0);
  } catch {
    regex = undefined;
  }
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

const regexMatch = ([pattern, text]: readonly Value[]): boolean =>
  compile(pattern as string, true)?.matches(text as string) ?? false;

function replace([pattern, text, substitute]: readonly Value[]): string {
  const regex = compile(pattern as string, false);
  if (regex === undefined) return `Invalid regex pattern: ${pattern}`;
  // RE2 writes groups as \1, the library as $1.
  const template = (substitute as string)
    .replace(/\$/g, '\\$')
    .replace(/\\(\d)/g, (_whole, digit: string) => `\${${digit}}`);
  return regex.matcher(text as string).replaceAll(template.replace(/\$\{(\d)\}/g, '$$$1'));
}

/** Regular expressions in RE2's syntax (pixie.md §4.11). */
export const regexFunctions: readonly ScalarOverload[] = [
  byValue('regex_match', 'STRING,STRING->BOOLEAN', regexMatch, {
    doc: 'True where the pattern, a constant, covers the whole string; an invalid one never does.',
    constantArgs: [0],
  }),
  byValue('replace', 'STRING,STRING,STRING->STRING', replace, {
    doc: 'The second argument with every match of the pattern, the first, replaced by the third.',
    constantArgs: [0],
  }),
];
