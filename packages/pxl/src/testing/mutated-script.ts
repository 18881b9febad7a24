import fc from 'fast-check';
import type { Tokens } from './generated-expression.js';
import { type GeneratedStatement, generatedScripts } from './generated-script.js';
import { writeScript } from './write-script.js';

const tokens = [
  ...['(', ')', '[', ']', '{', '}', ',', ':', '.', '=', '==', '+', '-', '*', '->', '@'],
  ...['not', 'and', 'in', 'if', 'else', 'def', 'import', 'lambda', 'return', 'for', 'pass', 'a', '1', "'s'"],
];
const characters = [...'()[]{}\'"\\\n \t,:=+*.#a1_'];
const change = fc.constantFrom('delete', 'insert', 'replace', 'swap');

/** Scripts that were right before one token or one character of them was changed; many are wrong now. */
export function mutatedScripts(): fc.Arbitrary<string> {
  const scripts = generatedScripts({ withNone: false });
  const byToken = fc
    .tuple(scripts, fc.nat(), fc.nat(), change, fc.constantFrom(...tokens))
    .map(([{ statements, layout }, which, where, how, token]) => {
      const count = statements.reduce((sum, one) => sum + countLines(one), 0);
      const mutate = (line: Tokens): Tokens => mutated(line, where % line.length, how, token);
      return writeScript({ statements: changeLine(statements, which % count, mutate), layout });
    });
  const byCharacter = fc
    .tuple(scripts.map(writeScript), fc.nat(), change, fc.constantFrom(...characters))
    .map(([text, where, how, character]) => {
      const all = [...text];
      return mutated(all, where % all.length, how, character).join('');
    });
  return fc.oneof(byToken, byCharacter);
}

function mutated(parts: readonly string[], at: number, how: string, part: string): string[] {
  const [one = '', other = ''] = parts.slice(at, at + 2);
  const put =
    { delete: [other], insert: [part, one, other], replace: [part, other], swap: [other, one] }[how] ?? [];
  return [...parts.slice(0, at), ...put.filter((text) => text !== ''), ...parts.slice(at + 2)];
}

function countLines({ body = [] }: GeneratedStatement): number {
  return body.reduce((sum, one) => sum + countLines(one), 1);
}

function changeLine(
  all: readonly GeneratedStatement[],
  which: number,
  to: (line: Tokens) => Tokens,
): GeneratedStatement[] {
  let left = which;
  return all.map((one) => {
    const at = left;
    left -= countLines(one);
    if (at < 0 || left >= 0) return one;
    if (at === 0) return { ...one, tokens: to(one.tokens) };
    return { ...one, body: changeLine(one.body ?? [], at - 1, to) };
  });
}
