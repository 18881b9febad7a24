/** Flags in force at one point of a pattern, by Python's letters. */
export interface RegexFlags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  /** Classes and case by ASCII alone. */
  readonly a: boolean;
}

export type ClassLetter = 'd' | 'D' | 'w' | 'W' | 's' | 'S';

export type SetItem =
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'class'; readonly letter: ClassLetter };

/** A parsed pattern of Python's `re`. Characters are code points. */
export type RegexNode =
  | { readonly kind: 'char'; readonly code: number; readonly flags: RegexFlags }
  | { readonly kind: 'any'; readonly flags: RegexFlags }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly items: readonly SetItem[];
      readonly flags: RegexFlags;
    }
  | {
      readonly kind: 'at';
      readonly at: '^' | '$' | 'start' | 'end' | 'word' | 'not-word';
      readonly flags: RegexFlags;
    }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  /** `number`: of a capturing group. */
  | { readonly kind: 'group'; readonly number?: number; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | {
      readonly kind: 'reference';
      readonly number: number;
      readonly flags: RegexFlags;
      readonly offset: number;
    };
