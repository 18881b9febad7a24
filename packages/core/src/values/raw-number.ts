/**
 * A number whose written form matters: a float with an integral value (`1.0`, `1e20`) or an integer beyond 2^53.
 * Every other number of a document is a plain `number`. The reference tells 1 from 1.0 in text (core.md §28.1).
 */
export class RawNumber {
  readonly lexeme: string;
  readonly kind: 'int' | 'float';

  constructor(lexeme: string, kind: 'int' | 'float') {
    this.lexeme = lexeme;
    this.kind = kind;
  }

  /** The nearest JavaScript number. */
  toNumber(): number {
    return Number(this.lexeme);
  }

  /** For code that only knows plain JSON: the nearest number. Our own writers print the lexeme. */
  toJSON(): number {
    return this.toNumber();
  }
}
