import { fixedWidth } from './fixed-width.js';
import { parseEscape } from './parse-escape.js';
import { parseFlags } from './parse-flags.js';
import { parseSet } from './parse-set.js';
import { PythonRegexError } from './python-regex-error.js';
import type { RegexFlags, RegexNode } from './regex-node.js';
import { RegexReader } from './regex-reader.js';

/** Groups that may stand inside one another. */
const MAX_NESTING = 200;
const MAX_REPEATS = 2 ** 32 - 1;
/** Far beyond what anybody writes, and short enough to be translated at once. */
const MAX_LENGTH = 10_000;
const NO_FLAGS: RegexFlags = { i: false, m: false, s: false, x: false, a: false };

/** Parses a pattern of Python's `re` (3.11 and later). Throws {@link PythonRegexError} with Python's reason. */
export function parseRegex(pattern: string): RegexNode {
  if (pattern.length > MAX_LENGTH) {
    throw new PythonRegexError(
      `patterns of more than ${MAX_LENGTH} characters are not supported`,
      MAX_LENGTH,
    );
  }
  try {
    return new RegexParser(pattern, NO_FLAGS).whole();
  } catch (reason) {
    // `(?x)` at the start changes how even its own surroundings are read: begin anew with it.
    if (reason instanceof RestartWithFlags) return new RegexParser(pattern, reason.flags).whole();
    throw reason;
  }
}

class RestartWithFlags extends Error {
  readonly flags: RegexFlags;

  constructor(flags: RegexFlags) {
    super('restart');
    this.flags = flags;
  }
}

class RegexParser {
  readonly #reader: RegexReader;
  #flags: RegexFlags;
  readonly #closed = new Map<number, RegexNode>();
  readonly #names = new Map<string, number>();
  #groups = 0;
  #nesting = 0;
  /** Groups opened before the look-behind that is being read: only these may be referred to inside it. */
  #beforeLookBehind: number | undefined;

  constructor(pattern: string, flags: RegexFlags) {
    this.#reader = new RegexReader(pattern);
    this.#flags = flags;
  }

  whole(): RegexNode {
    const node = this.#choice(true);
    if (this.#reader.next !== undefined) this.#reader.fail('unbalanced parenthesis');
    return node;
  }

  #choice(first = false): RegexNode {
    const branches = [this.#sequence(first)];
    while (this.#reader.take('|')) branches.push(this.#sequence(false));
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'choice', branches };
  }

  #sequence(first: boolean): RegexNode {
    const items: RegexNode[] = [];
    const reader = this.#reader;
    for (;;) {
      const next = reader.next;
      if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', items };
      const start = reader.offset;
      reader.read();
      if (this.#flags.x && /[ \t\n\r\v\f]/.test(next)) continue;
      if (this.#flags.x && next === '#') reader.takeWhile(/[^\n]/);
      else if (/[*+?{]/.test(next)) this.#repeat(next, start, items);
      else {
        const item = this.#item(next, start, first && items.length === 0);
        if (item !== undefined) items.push(item);
      }
    }
  }

  #item(letter: string, start: number, mayHoldFlags: boolean): RegexNode | undefined {
    const flags = this.#flags;
    switch (letter) {
      case '.':
        return { kind: 'any', flags };
      case '^':
      case '$':
        return { kind: 'at', at: letter, flags };
      case '[':
        return parseSet(this.#reader, flags);
      case '(':
        return this.#group(start, mayHoldFlags);
      case '\\':
        return this.#escape(start);
      default:
        return { kind: 'char', code: letter.codePointAt(0) ?? 0, flags };
    }
  }

  #escape(start: number): RegexNode {
    const escaped = parseEscape(this.#reader, false);
    const flags = this.#flags;
    if (escaped.kind === 'class') return { kind: 'set', negated: false, items: [escaped], flags };
    if (escaped.kind === 'reference') return this.#reference(escaped.number, start);
    return { ...escaped, flags };
  }

  #reference(number: number, offset: number): RegexNode {
    if (number > this.#groups || number === 0)
      this.#reader.fail(`invalid group reference ${number}`, offset + 1);
    if (!this.#closed.has(number)) this.#reader.fail('cannot refer to an open group', offset);
    if (this.#beforeLookBehind !== undefined && number > this.#beforeLookBehind) {
      this.#reader.fail('cannot refer to group defined in the same lookbehind subpattern', offset);
    }
    return { kind: 'reference', number, flags: this.#flags, offset };
  }

  #repeat(letter: string, start: number, items: RegexNode[]): void {
    const bounds =
      letter === '{' ? this.#bounds(start) : letter === '?' ? [0, 1] : [letter === '*' ? 0 : 1, Infinity];
    const [min = 0, max = 0] = bounds ?? [];
    if (bounds === undefined) {
      items.push({ kind: 'char', code: 0x7b, flags: this.#flags });
      return;
    }
    const item = items.pop();
    if (item === undefined || item.kind === 'at') this.#reader.fail('nothing to repeat', start);
    if (item.kind === 'repeat') this.#reader.fail('multiple repeat', start);
    const mode = this.#reader.take('?') ? 'lazy' : this.#reader.take('+') ? 'possessive' : 'greedy';
    items.push({ kind: 'repeat', item, min, max, mode });
  }

  /** The bounds of `{m,n}`; undefined where the brace stands for itself. */
  #bounds(start: number): [number, number] | undefined {
    const reader = this.#reader;
    const after = reader.offset;
    const low = reader.takeWhile(/[0-9]/);
    const comma = reader.take(',');
    const high = comma ? reader.takeWhile(/[0-9]/) : low;
    if ((!comma && low === '') || !reader.take('}')) {
      reader.back(after);
      return undefined;
    }
    const min = low === '' ? 0 : Number(low);
    const max = high === '' ? Number.POSITIVE_INFINITY : Number(high);
    if (min >= MAX_REPEATS || (max >= MAX_REPEATS && high !== '')) {
      reader.fail('the repetition number is too large', start);
    }
    if (min > max) reader.fail('min repeat greater than max repeat', start);
    return [min, max];
  }

  #group(start: number, mayHoldFlags: boolean): RegexNode | undefined {
    if (!this.#reader.take('?')) return this.#capture(start, undefined);
    const letter = this.#reader.read();
    switch (letter) {
      case ':':
        return { kind: 'group', body: this.#body(start) };
      case '#':
        this.#reader.until(')', '), unterminated comment');
        return undefined;
      case '=':
      case '!':
        return { kind: 'look', ahead: true, negative: letter === '!', body: this.#body(start) };
      case '<':
        return this.#lookBehind(start);
      case '>':
        return { kind: 'atomic', body: this.#body(start) };
      case 'P':
        return this.#named(start);
      case '(':
        return this.#reader.fail('conditional groups (?(…)…) are not supported', start);
      case undefined:
        return this.#reader.fail('unexpected end of pattern');
      default:
        return this.#flagged(start, letter, mayHoldFlags);
    }
  }

  #flagged(start: number, letter: string, mayHoldFlags: boolean): RegexNode | undefined {
    if (!/[aiLmsux-]/.test(letter)) this.#reader.fail(`unknown extension ?${letter}`, start + 1);
    this.#reader.back(start + 2);
    const { flags, scope } = parseFlags(this.#reader, this.#flags);
    if (scope === 'group') return { kind: 'group', body: this.#body(start, flags) };
    if (!mayHoldFlags) this.#reader.fail('global flags not at the start of the expression', start);
    if (flags.x && !this.#flags.x) throw new RestartWithFlags(flags);
    this.#flags = flags;
    return undefined;
  }

  #named(start: number): RegexNode {
    const reader = this.#reader;
    if (reader.take('<')) return this.#capture(start, reader.until('>', '>, unterminated name'));
    if (!reader.take('=')) reader.fail(`unknown extension ?P${reader.next ?? ''}`, start + 1);
    const name = reader.until(')', '), unterminated name');
    const number = this.#names.get(name);
    return number === undefined
      ? reader.fail(`unknown group name '${name}'`, start + 4)
      : this.#reference(number, start);
  }

  #capture(start: number, name: string | undefined): RegexNode {
    const number = ++this.#groups;
    if (name !== undefined) {
      if (!/^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(name)) {
        this.#reader.fail(
          name === '' ? 'missing group name' : `bad character in group name '${name}'`,
          start + 4,
        );
      }
      const same = this.#names.get(name);
      if (same !== undefined) {
        const text = `redefinition of group name '${name}' as group ${number}; was group ${same}`;
        this.#reader.fail(text, start + 4);
      }
      this.#names.set(name, number);
    }
    const body = this.#body(start);
    this.#closed.set(number, body);
    return { kind: 'group', number, body };
  }

  #lookBehind(start: number): RegexNode {
    const letter = this.#reader.read();
    if (letter !== '=' && letter !== '!') {
      return this.#reader.fail(`unknown extension ?<${letter ?? ''}`, start + 1);
    }
    const outermost = this.#beforeLookBehind === undefined;
    this.#beforeLookBehind ??= this.#groups;
    const body = this.#body(start);
    if (outermost) this.#beforeLookBehind = undefined;
    if (!fixedWidth(body, this.#closed)) this.#reader.fail('look-behind requires fixed-width pattern', start);
    return { kind: 'look', ahead: false, negative: letter === '!', body };
  }

  /** What stands in a group, up to and over its closing parenthesis; its flags end with it. */
  #body(start: number, flags = this.#flags): RegexNode {
    if (++this.#nesting > MAX_NESTING) {
      throw new PythonRegexError(`groups nested deeper than ${MAX_NESTING} levels`, start);
    }
    const outer = this.#flags;
    this.#flags = flags;
    const body = this.#choice();
    this.#flags = outer;
    this.#nesting--;
    if (!this.#reader.take(')')) this.#reader.fail('missing ), unterminated subpattern', start);
    return body;
  }
}
