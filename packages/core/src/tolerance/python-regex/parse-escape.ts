import type { ClassLetter } from './regex-node.js';
import type { RegexReader } from './regex-reader.js';

/** What a backslash and what follows it stand for. */
export type Escape =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'class'; readonly letter: ClassLetter }
  | { readonly kind: 'at'; readonly at: 'start' | 'end' | 'word' | 'not-word' }
  | { readonly kind: 'reference'; readonly number: number };

const SIMPLE: { readonly [letter: string]: number } = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
const PLACES = { A: 'start', Z: 'end', b: 'word', B: 'not-word' } as const;
const HEX_DIGITS: { readonly [letter: string]: number } = { x: 2, u: 4, U: 8 };

/** Reads an escape after its backslash. Inside a set `\b` is a backspace, and there are neither places nor references. */
export function parseEscape(reader: RegexReader, insideSet: boolean): Escape {
  const start = reader.offset - 1;
  const letter = reader.read();
  if (letter === undefined) return reader.fail('bad escape (end of pattern)', start);
  if (/^[dDwWsS]$/.test(letter)) return { kind: 'class', letter: letter as ClassLetter };
  if (Object.hasOwn(SIMPLE, letter)) return { kind: 'char', code: SIMPLE[letter] ?? 0 };
  if (insideSet && letter === 'b') return { kind: 'char', code: 8 };
  if (!insideSet && letter in PLACES) return { kind: 'at', at: PLACES[letter as keyof typeof PLACES] };
  const hexDigits = HEX_DIGITS[letter];
  if (hexDigits !== undefined) return { kind: 'char', code: hexCode(reader, letter, hexDigits, start) };
  if (/^[0-9]$/.test(letter)) return digits(reader, letter, insideSet, start);
  if (letter === 'N') return reader.fail('characters by name (\\N{…}) are not supported', start);
  if (/^[A-Za-z]$/.test(letter)) return reader.fail(`bad escape \\${letter}`, start);
  return { kind: 'char', code: letter.codePointAt(0) ?? 0 };
}

function hexCode(reader: RegexReader, letter: string, wanted: number, start: number): number {
  const hex = reader.takeWhile(/[0-9a-fA-F]/, wanted);
  const code = Number.parseInt(hex, 16);
  if (hex.length < wanted) reader.fail(`incomplete escape \\${letter}${hex}`, start);
  return code > 0x10ffff ? reader.fail(`bad escape \\${letter}${hex}`, start) : code;
}

function digits(reader: RegexReader, first: string, insideSet: boolean, start: number): Escape {
  if (first === '0' || insideSet) {
    const octal = first + reader.takeWhile(/[0-7]/, 2);
    if (!/^[0-7]+$/.test(octal)) reader.fail(`bad escape \\${octal}`, start);
    return { kind: 'char', code: octalCode(reader, octal, start) };
  }
  let number = first;
  if (reader.next !== undefined && /[0-9]/.test(reader.next)) {
    number += reader.read();
    if (/^[0-7]{2}$/.test(number)) {
      const third = reader.takeWhile(/[0-7]/, 1);
      if (third !== '') return { kind: 'char', code: octalCode(reader, number + third, start) };
    }
  }
  return { kind: 'reference', number: Number(number) };
}

function octalCode(reader: RegexReader, octal: string, start: number): number {
  const code = Number.parseInt(octal, 8);
  return code > 0o377 ? reader.fail(`octal escape value \\${octal} outside of range 0-0o377`, start) : code;
}
