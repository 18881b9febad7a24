import { ActivityFailedError } from '@chaoskit/core';

/**
 * Splits a command line into words as a POSIX shell would, without expanding anything (IEEE 1003.1, section 2.2): blanks
 * separate, single quotes keep all, double quotes keep all but `\"` and `\\`, a backslash keeps one character.
 * @throws ActivityFailedError for an open quote
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i);
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    if (char === "'" || char === '"') {
      const { text, end } = readQuoted(line, i);
      word += text;
      i = end;
    } else if (char === '\\') {
      i += 1;
      if (i >= line.length) throw new ActivityFailedError(`cmd: nothing follows the last backslash: ${line}`);
      word += line.charAt(i);
    } else word += char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function readQuoted(line: string, start: number): { text: string; end: number } {
  const quote = line.charAt(start);
  let text = '';
  for (let i = start + 1; i < line.length; i += 1) {
    const char = line.charAt(i);
    if (char === quote) return { text, end: i };
    const next = line.charAt(i + 1);
    if (quote === '"' && char === '\\' && (next === '"' || next === '\\')) {
      text += next;
      i += 1;
    } else text += char;
  }
  throw new ActivityFailedError(`cmd: a quote is not closed: ${line}`);
}
