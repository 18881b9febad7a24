import type { ClassLetter, RegexFlags, SetItem } from './regex-node.js';

// What str.isspace() of Python calls blank, which is more than JavaScript's \s.
const SPACES = String.raw`\t\n\v\f\r\u{1c}-\u{20}\u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}`;
const UNICODE = { d: String.raw`\p{Nd}`, w: String.raw`\p{L}\p{N}_`, s: SPACES } as const;
const ASCII = { d: '0-9', w: 'a-zA-Z0-9_', s: String.raw`\t\n\v\f\r\u{20}` } as const;
/** Letters beyond ASCII that Python takes for the same as an ASCII one, whatever their case. */
const ALIKE: { readonly [code: number]: number } = { 115: 0x17f, 107: 0x212a, 229: 0x212b };
/** Wider ranges hold scripts as a whole, with all their cases. */
const WIDEST_EXPANDED = 70_000;

/** The class of `\w` and its like, in brackets. */
export function classSource(letter: ClassLetter, flags: RegexFlags): string {
  const name = letter.toLowerCase() as 'd' | 'w' | 's';
  const members = (flags.a ? ASCII : UNICODE)[name];
  return letter === name ? `[${members}]` : `[^${members}]`;
}

/** A code point as it is safe anywhere in a pattern with the flag `v`. */
export function charSource(code: number): string {
  const plain = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return plain ? String.fromCharCode(code) : `\\u{${code.toString(16)}}`;
}

/** Source of a set; `expand`: also the other cases of its letters, where no flag does that. */
export function setSource(
  items: readonly SetItem[],
  negated: boolean,
  flags: RegexFlags,
  expand: boolean,
): string {
  const parts = items.map((item) => {
    if (item.kind === 'class') return classSource(item.letter, flags);
    const others = expand ? otherCases(item.low, item.high, flags.a).map(charSource).join('') : '';
    const range = item.low === item.high ? '' : `-${charSource(item.high)}`;
    return charSource(item.low) + range + others;
  });
  return `[${negated ? '^' : ''}${parts.join('')}]`;
}

/** The letters outside `low` to `high` that are another case of one inside. */
export function otherCases(low: number, high: number, ascii: boolean): number[] {
  if (high - low > WIDEST_EXPANDED) return [];
  const found = new Set<number>();
  for (let code = low; code <= high; code++) {
    if (ascii && code > 127) break;
    for (const other of casesOf(code)) {
      if ((other < low || other > high) && !(ascii && other > 127)) found.add(other);
    }
  }
  return [...found];
}

function casesOf(code: number): number[] {
  const letter = String.fromCodePoint(code);
  const lower = letter.toLowerCase();
  const cases = [lower, letter.toUpperCase(), lower.toUpperCase()]
    .filter((text) => [...text].length === 1)
    .map((text) => text.codePointAt(0) ?? code);
  return cases.flatMap((other) => {
    const alike = ALIKE[other];
    return alike === undefined ? [other] : [other, alike];
  });
}
