import { RE2JS } from 're2js';
import type { Value } from '../columns/types.js';
import { limits } from '../limits.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import { parseJsonText } from './json-text.js';
import { regexError } from './regex-error.js';
import { type Rewrite, readRewrite } from './regex-rewrite.js';

/** Compiled patterns by flags and text: a pattern is a constant, used for every row. */
const compiled = new Map<string, RE2JS | { readonly error: string }>();
const mostCompiled = 200;

/** The work of a match is, at worst, that of the text times that of the pattern. */
const longestPattern = 1_000;

/** RE2: linear in the text, whatever the pattern. For an invalid pattern what is wrong, in RE2's words. */
function compile(pattern: string, dotMatchesNewline: boolean): RE2JS | { readonly error: string } {
  const key = `${dotMatchesNewline ? 's' : '-'}${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  let regex: RE2JS | { readonly error: string };
  try {
    if (pattern.length > longestPattern) return { error: 'pattern too large - compile failed' };
    regex = RE2JS.compile(pattern, dotMatchesNewline ? RE2JS.DOTALL : 0);
  } catch (error) {
    regex = { error: regexError(error) };
  }
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

function matches(pattern: string, text: string): boolean {
  const regex = compile(pattern, true);
  return regex instanceof RE2JS && regex.matches(text);
}

function replace([pattern, text, substitute]: readonly Value[]): string {
  const regex = compile(pattern as string, false);
  if (!(regex instanceof RE2JS)) return `Invalid regex expr: ${regex.error}`;
  const rewrite = readRewrite(substitute as string, regex.groupCount());
  if (typeof rewrite === 'string') return `Invalid regex in substitution string: ${rewrite}`;
  return replaceAll(regex, text as string, rewrite);
}

/** As RE2 replaces: an empty match right behind another one does not count. */
function replaceAll(regex: RE2JS, text: string, rewrite: Rewrite): string {
  const matcher = regex.matcher(text);
  let result = '';
  let at = 0;
  let lastEnd = -1;
  while (at <= text.length && matcher.find(at)) {
    const start = matcher.start();
    const end = matcher.end();
    result += text.slice(at, start);
    if (start === lastEnd && start === end) {
      const next = nextCharacter(text, start);
      result += next;
      at = start + Math.max(next.length, 1);
      continue;
    }
    for (const part of rewrite) {
      result += typeof part === 'string' ? part : (matcher.group(part) ?? '');
      // Whoever called this refuses a text that is longer than any may be.
      if (result.length > limits.text.most) return result;
    }
    at = end;
    lastEnd = end;
  }
  return result + text.slice(at);
}

/** Both halves of a pair; nothing at the end. */
function nextCharacter(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** The name of the first rule, of a JSON object of names and patterns, that covers the text. */
function firstRule([rules, text]: readonly Value[]): string {
  const node = parseJsonText(rules as string);
  if (node?.kind !== 'object') return '';
  const found = node.members.find(
    ([, pattern]) => pattern.kind === 'string' && matches(pattern.value, text as string),
  );
  return found?.[0] ?? '';
}

/** Regular expressions in RE2's syntax (pixie.md §4.11). */
export const regexFunctions: readonly ScalarOverload[] = [
  byValue(
    'regex_match',
    'STRING,STRING->BOOLEAN',
    ([pattern, text]) => matches(pattern as string, text as string),
    {
      doc: 'True where the pattern, a constant, covers the whole string; an invalid one never does.',
      constantArgs: [0],
    },
  ),
  byValue('replace', 'STRING,STRING,STRING->STRING', replace, {
    doc: 'The second argument with every match of the pattern, the first, replaced by the third.',
    constantArgs: [0],
  }),
  byValue('_match_regex_rule', 'STRING,STRING->STRING', firstRule, {
    doc: 'The name of the first rule, of a constant JSON object of names and patterns, that covers the string.',
    constantArgs: [0],
  }),
];
