import { JsonPathSyntaxError } from '../json-path-syntax-error.js';

type TokenKind = 'name' | 'number' | 'text' | 'sign' | 'word' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

/** Words that stand for themselves and can't be keys without quotes. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'true', 'false', 'null']);
const TOKEN =
  /[ \t\n\r]*(?:([A-Za-z_][A-Za-z0-9_]*)|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|("(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(\.\.|!=|<=|>=|[$@.*[\](){}?:,=<>]))/y;

/** Splits a path into its words. Throws {@link JsonPathSyntaxError} for what the dialect has no word for. */
export function tokenize(path: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(path);
    if (match === null) break;
    const [, name, number, text, sign] = match;
    const written = name ?? number ?? text ?? sign ?? '';
    const offset = TOKEN.lastIndex - written.length;
    at = TOKEN.lastIndex;
    const kind =
      name === undefined
        ? number === undefined
          ? text === undefined
            ? 'sign'
            : 'text'
          : 'number'
        : WORDS.has(name)
          ? 'word'
          : 'name';
    tokens.push({ kind, text: written, offset });
  }
  const rest = path.slice(at).trimStart();
  const offset = path.length - rest.length;
  if (/^[ \t\n\r]*$/.test(path.slice(at)))
    return [...tokens, { kind: 'end', text: 'the end', offset: path.length }];
  throw new JsonPathSyntaxError(`unexpected ${describe(rest)}`, offset, hintFor(rest));
}

function describe(rest: string): string {
  return rest.startsWith('"')
    ? 'text without closing quote'
    : `'${String.fromCodePoint(rest.codePointAt(0) ?? 0)}'`;
}

function hintFor(rest: string): string | undefined {
  if (rest.startsWith("'")) return 'texts stand in double quotes';
  if (rest.startsWith('&&')) return "write 'and' instead of &&";
  if (rest.startsWith('||')) return "write 'or' instead of ||";
  if (rest.startsWith('!')) return "write 'not' instead of !";
  if (rest.startsWith('-')) return 'a key with a dash stands in brackets and double quotes: ["a-b"]';
  return rest.startsWith('=~') ? 'there are no regular expressions in paths' : undefined;
}
