import type { Token } from '../syntax/token.js';
import { tokenize } from '../syntax/tokenize.js';

/** An argument of a call as it is written. */
interface WrittenArgument {
  /** Absent where it is given by its place. */
  readonly name?: string;
  readonly text: string;
  /** Of a lone string literal, its value. */
  readonly string?: string;
}

/** A call `px.NAME(…)` of a script, and where its text begins and ends. */
export interface WrittenCall {
  readonly start: number;
  readonly end: number;
  readonly place: Token['place'];
  readonly arguments: readonly WrittenArgument[];
  /** Whether it is a statement of its own outside of all functions. */
  readonly isStatement: boolean;
}

/** The calls of `px.name` in a script; `script` has single line feeds. */
export function callsOf(script: string, name: string): WrittenCall[] {
  const tokens = tokenize(script);
  const offset = offsets(script);
  const calls: WrittenCall[] = [];
  let indented = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'indent') indented++;
    if (token.kind === 'dedent') indented--;
    const [px, dot, member, open] = tokens.slice(index, index + 4);
    if (px?.kind !== 'name' || px.text !== 'px' || dot?.text !== '.' || member?.text !== name) continue;
    if (open?.kind !== 'operator' || open.text !== '(' || tokens[index - 1]?.text === '.') continue;
    const { parts, close } = splitArguments(tokens, index + 4);
    const before = tokens[index - 1];
    calls.push({
      start: offset(px),
      end: offset(tokens[close]) + 1,
      place: open.place,
      arguments: parts.map((part) => written(part, script, offset)),
      isStatement: indented === 0 && (before === undefined || startsStatement(before)),
    });
  }
  return calls;
}

const startsStatement = ({ kind, text }: Token): boolean =>
  kind === 'newline' || kind === 'dedent' || text === ';';

type Offset = (token: Token | undefined) => number;

function offsets(script: string): Offset {
  const lines = [0];
  for (let at = script.indexOf('\n'); at >= 0; at = script.indexOf('\n', at + 1)) lines.push(at + 1);
  return (token) =>
    token === undefined ? script.length : (lines[token.place.line - 1] ?? 0) + token.place.column - 1;
}

/** Tokens of each argument with the one behind it, and the number of the closing bracket. */
function splitArguments(tokens: readonly Token[], from: number): { parts: Token[][]; close: number } {
  const parts: Token[][] = [];
  let part: Token[] = [];
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const isOperator = token.kind === 'operator';
    if (depth === 0 && isOperator && (token.text === ',' || token.text === ')')) {
      if (part.length > 0) parts.push([...part, token]);
      if (token.text === ')') return { parts, close: at };
      part = [];
      continue;
    }
    if (isOperator && '([{'.includes(token.text)) depth++;
    if (isOperator && ')]}'.includes(token.text)) depth--;
    part.push(token);
  }
  return { parts, close: tokens.length };
}

function written(part: readonly Token[], script: string, offset: Offset): WrittenArgument {
  const [first, second] = part;
  const isKeyword = first?.kind === 'name' && second?.text === '=';
  const value = isKeyword ? part.slice(2) : part;
  const text = script.slice(offset(value[0]), offset(value.at(-1))).trim();
  const only = value.length === 2 ? value[0] : undefined;
  return {
    ...(isKeyword && { name: first.text }),
    text,
    ...(only?.kind === 'string' && { string: only.text }),
  };
}
