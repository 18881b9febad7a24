import { expect, test } from 'vitest';
import { shellWords } from './shell-words.js';

test.each([
  ['sh -c \'echo "$HOME" | wc\'  last', ['sh', '-c', 'echo "$HOME" | wc', 'last']],
  ['a"b c"d', ['ab cd']],
  ['a\\ b ""', ['a b', '']],
  ['"\\"x\\n"', ['"x\\n']],
  ['  ', []],
])('%j is split into words', (line, words) => expect(shellWords(line)).toEqual(words));

test.each(["'open", 'end\\'])('%j is refused', (line) => expect(() => shellWords(line)).toThrow(/cmd/));
