import type { ASTNode, ExprNode } from 'py-ast';

/** Symbols of Python's binary operators, by the names of their nodes. */
export const binaryOperators: Readonly<Record<string, string>> = {
  Add: '+',
  Sub: '-',
  Mult: '*',
  Div: '/',
  Mod: '%',
  FloorDiv: '//',
  MatMult: '@',
  Pow: '**',
  BitAnd: '&',
  BitOr: '|',
  BitXor: '^',
  LShift: '<<',
  RShift: '>>',
};
const placedAfter = new Set(['*', '/', '%', '//', '@']);

/** Finds where PxL's parser puts nodes (pixie.md §3.1) from where CPython's tree says that they begin and end. */
export class PythonPlaces {
  readonly #text: string;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  /** Where a node begins. */
  start(node: ASTNode): string {
    return this.#shown(this.#startOf(node));
  }

  /** Where PxL's parser puts an expression. */
  place(node: ExprNode): string {
    return this.#shown(this.#placeOf(node));
  }

  /** A node as written. */
  written(node: ASTNode): string {
    return this.#text.slice(this.#startOf(node), this.#endOf(node));
  }

  #placeOf(node: ExprNode): number {
    switch (node.nodeType) {
      case 'Attribute':
      case 'Subscript':
        return this.#after(node.value);
      case 'Call':
        return this.#after(node.func);
      case 'BinOp': {
        const operator = binaryOperators[node.op.nodeType] ?? '';
        const at = this.#after(node.left);
        return placedAfter.has(operator) ? this.#skip(at + operator.length, /(?:\s|\\\n|#[^\n]*)*/y) : at;
      }
      case 'BoolOp':
        return node.values[0] === undefined ? 0 : this.#after(node.values[0]);
      case 'Compare':
        return this.#placeOf(node.left);
      case 'IfExp':
        return this.#placeOf(node.body);
      case 'List':
      case 'Tuple':
        return node.elts[0] === undefined ? this.#startOf(node) : this.#placeOf(node.elts[0]);
      default:
        return this.#startOf(node);
    }
  }

  /** The first token after an expression; brackets around the expression are passed over. */
  #after(node: ExprNode): number {
    return this.#skip(this.#endOf(node), /(?:[\s)]|\\\n|#[^\n]*)*/y);
  }

  #skip(offset: number, blanks: RegExp): number {
    blanks.lastIndex = offset;
    return offset + (blanks.exec(this.#text)?.[0].length ?? 0);
  }

  #startOf({ lineno = 0, col_offset = 0 }: ASTNode): number {
    return this.#offset(lineno, col_offset);
  }

  #endOf({ end_lineno = 0, end_col_offset = 0 }: ASTNode): number {
    return this.#offset(end_lineno, end_col_offset);
  }

  /** An offset into the script; CPython counts the bytes of UTF-8. */
  #offset(line: number, bytes: number): number {
    let at = this.#lineStarts[line - 1] ?? 0;
    for (let left = bytes; left > 0 && at < this.#text.length; ) {
      const char = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
      left -= Buffer.byteLength(char);
      at += char.length;
    }
    return at;
  }

  #shown(offset: number): string {
    const after = this.#lineStarts.findIndex((start) => start > offset);
    const line = after < 0 ? this.#lineStarts.length : after;
    return `@${line}:${offset - (this.#lineStarts[line - 1] ?? 0) + 1}`;
  }
}
