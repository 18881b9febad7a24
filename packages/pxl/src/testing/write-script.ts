import type { Tokens } from './generated-expression.js';
import type { GeneratedScript, GeneratedStatement } from './generated-script.js';

/** The script as text, with blanks, comments, joined lines and indentation as its layout has them. */
export function writeScript({ statements, layout }: GeneratedScript): string {
  let at = 0;
  const next = (): number => layout[at++ % layout.length] ?? 0;
  const block = (all: readonly GeneratedStatement[], indent: string): string =>
    all
      .map(({ tokens, body }) => {
        const note = next() % 8 === 0 ? '\n   # a note: (\n\n' : '';
        const end = next() % 8 === 0 ? '  # done )\n' : '\n';
        const inner = body && block(body, indent + (['  ', '    ', '\t', ' '][next() % 4] ?? ' '));
        return `${note}${indent}${writeTokens(tokens, next)}${end}${inner ?? ''}`;
      })
      .join('');
  return block(statements, '');
}

function writeTokens(tokens: Tokens, next: () => number): string {
  let text = '';
  let open = 0;
  for (const token of tokens) {
    if (text !== '') text += separator(text, token, open, next());
    text += token;
    if ('([{'.includes(token)) open += 1;
    if (')]}'.includes(token)) open = Math.max(0, open - 1);
  }
  return text;
}

/** What stands between two tokens: nothing only where they stay two. */
function separator(before: string, token: string, open: number, choice: number): string {
  if (choice < 8) return ' \\\n   ';
  if (open > 0 && choice < 16) return '\n';
  if (open > 0 && choice < 22) return ' # in brackets (\n  ';
  if (choice < 26) return '\t ';
  const words = /[\w.'"]$/.test(before) && /^[\w.'"]/.test(token) && token !== '.';
  const number = /(?:^|\W)\d[\w.]*$/.test(before) && token === '.';
  const operators = /[=<>!*/+\-:&|^%@]$/.test(before) && /^[=<>!*/+\-:&|^%@]/.test(token);
  return words || number || operators || choice < 60 ? ' ' : '';
}
