import { charSource, classSource, otherCases, setSource } from './character-sets.js';
import { PythonRegexError } from './python-regex-error.js';
import type { RegexFlags, RegexNode } from './regex-node.js';
import { sureReferences } from './sure-references.js';

/** Source and flags of a JavaScript pattern. */
export interface EmittedRegex {
  readonly source: string;
  readonly flags: string;
}

/** Writes a parsed pattern for JavaScript with the flag `v`. Throws {@link PythonRegexError} for what has no counterpart. */
export function emitRegex(root: RegexNode): EmittedRegex {
  const used = sureReferences(root);
  const ignoreCase = everyCased(root, ({ i, a }) => i && !a);
  const source = new RegexEmitter(used, ignoreCase).node(root, false);
  return { source, flags: ignoreCase ? 'iv' : 'v' };
}

class RegexEmitter {
  readonly #used: ReadonlySet<number>;
  /** The flag `i` stands for all letters; otherwise their cases are written out. */
  readonly #ignoreCase: boolean;
  #atomics = 0;

  constructor(used: ReadonlySet<number>, ignoreCase: boolean) {
    this.#used = used;
    this.#ignoreCase = ignoreCase;
  }

  node(node: RegexNode, behind: boolean): string {
    switch (node.kind) {
      case 'char':
        return this.#char(node.code, node.flags);
      case 'any':
        // Not [^]: V8 finds no repeated one with the flag v.
        return node.flags.s ? '\\p{Any}' : '[^\\n]';
      case 'set':
        return setSource(node.items, node.negated, node.flags, node.flags.i && !this.#ignoreCase);
      case 'at':
        return placeSource(node.at, node.flags);
      case 'sequence':
        return node.items.map((item) => this.node(item, behind)).join('');
      case 'choice':
        return `(?:${node.branches.map((branch) => this.node(branch, behind)).join('|')})`;
      case 'repeat':
        return this.#repeat(node, behind);
      case 'group': {
        const captured = node.number !== undefined && this.#used.has(node.number);
        return `(${captured ? `?<g${node.number}>` : '?:'}${this.node(node.body, behind)})`;
      }
      case 'look': {
        const sign = `${node.ahead ? '' : '<'}${node.negative ? '!' : '='}`;
        return `(?${sign}${this.node(node.body, !node.ahead)})`;
      }
      case 'atomic':
        return this.#atomic(this.node(node.body, behind), behind);
      case 'reference':
        if (node.flags.i && !this.#ignoreCase) {
          throw new PythonRegexError('a reference inside (?i:…) is not supported', node.offset);
        }
        return `\\k<g${node.number}>`;
    }
  }

  #char(code: number, flags: RegexFlags): string {
    const others = flags.i && !this.#ignoreCase ? otherCases(code, code, flags.a) : [];
    return others.length === 0 ? charSource(code) : `[${[code, ...others].map(charSource).join('')}]`;
  }

  #repeat(node: RegexNode & { kind: 'repeat' }, behind: boolean): string {
    const max = Number.isFinite(node.max) ? node.max : '';
    const repeated = `(?:${this.node(node.item, behind)}){${node.min},${max}}`;
    if (node.mode === 'possessive') return this.#atomic(repeated, behind);
    return node.mode === 'lazy' ? `${repeated}?` : repeated;
  }

  /** A look-ahead is never entered again, and what it caught is then read: so nothing in it is tried twice. */
  #atomic(source: string, behind: boolean): string {
    if (behind) throw new PythonRegexError('an atomic group inside a look-behind is not supported', 0);
    const name = `a${++this.#atomics}`;
    return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
  }
}

function placeSource(at: (RegexNode & { kind: 'at' })['at'], flags: RegexFlags): string {
  const word = classSource('w', flags);
  switch (at) {
    case 'start':
      return '^';
    case 'end':
      return '$';
    case '^':
      return flags.m ? '(?:^|(?<=\\n))' : '^';
    case '$':
      return flags.m ? '(?=\\n|$)' : '(?=\\n?$)';
    case 'word':
      return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    case 'not-word':
      // Python finds none in an empty text.
      return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?!^$))`;
  }
}

/** True where `test` holds for every part that has a case. */
function everyCased(node: RegexNode, test: (flags: RegexFlags) => boolean): boolean {
  switch (node.kind) {
    case 'char':
    case 'set':
    case 'reference':
      return test(node.flags);
    case 'any':
    case 'at':
      return true;
    case 'sequence':
      return node.items.every((item) => everyCased(item, test));
    case 'choice':
      return node.branches.every((branch) => everyCased(branch, test));
    case 'repeat':
      return everyCased(node.item, test);
    case 'group':
    case 'look':
    case 'atomic':
      return everyCased(node.body, test);
  }
}
