import { isJsonObject, type Json, pyStr, RawNumber, typeByLooks } from '@chaoskit/core';

/** A value as PyYAML dumps it: block style, keys sorted, lists not indented, texts quoted only where they have to be (core.md §18). */
export function pyYaml(value: Json): string {
  return isBlock(value) ? block(value, 0) : `${flow(value)}\n`;
}

/** Whether PyYAML marks the end of a document that is nothing but this value: a scalar without quotes. */
export function needsEnd(value: Json): boolean {
  return typeof value === 'string'
    ? isPlain(value)
    : typeof value !== 'object' || value === null || value instanceof RawNumber;
}

type Block = Json[] | { [key: string]: Json };

function isBlock(value: Json): value is Block {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function block(value: Block, indent: number): string {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) return value.map((item) => `${pad}- ${listed(item, indent + 2)}`).join('');
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${pad}${text(key)}:${entry(item, indent)}`)
    .join('');
}

/** An item behind its dash: the first line of a block stands on the same line. */
function listed(value: Json, indent: number): string {
  return isBlock(value) ? block(value, indent).slice(indent) : `${flow(value)}\n`;
}

function entry(value: Json, indent: number): string {
  if (!isBlock(value)) return ` ${flow(value)}\n`;
  return `\n${block(value, Array.isArray(value) ? indent : indent + 2)}`;
}

function flow(value: Json): string {
  if (Array.isArray(value)) return '[]';
  if (isJsonObject(value)) return '{}';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? text(value) : number(pyStr(value));
}

/** Python's words for a number, but for those that YAML writes with a dot. */
function number(written: string): string {
  const words = { inf: '.inf', '-inf': '-.inf', nan: '.nan' };
  return words[written as keyof typeof words] ?? written.replace(/^(-?\d+)e/, '$1.0e');
}

function text(value: string): string {
  if (isPlain(value)) return value;
  return /[^ -~]/.test(value) ? doubleQuoted(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Whether a text reads as itself without quotes. */
function isPlain(value: string): boolean {
  return (
    /^[!-~](?:[ -~]*[!-~])?$/.test(value) &&
    !/^[-?:](?: |$)|^[,[\]{}#&*!|>'"%@`]|: |:$| #|^(?:---|\.\.\.)/.test(value) &&
    typeByLooks(value) === 'str'
  );
}

const ESCAPES: { readonly [letter: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\0': '\\0',
};

function doubleQuoted(value: string): string {
  return `"${[...value].map((letter) => (/[ -~]/.test(letter) && !'"\\'.includes(letter) ? letter : escaped(letter))).join('')}"`;
}

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code > 0xffff) return `\\U${hex.padStart(8, '0')}`;
  return ESCAPES[letter] ?? (code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`);
}
