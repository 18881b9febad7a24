/** A position in a script; line and column count from 1. */
export interface ScriptPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Expressions. `place` is where Pixie's parser puts the node, which error messages show (pixie.md §3.1): a call's `(`, a
 * subscript's `[`, an attribute's `.`, the operator of `+ - and or` and of unary ones, the token after `* / %`, a comparison's
 * left side, a list's or tuple's first element.
 */
export type Expression =
  | { readonly kind: 'Name'; readonly id: string; readonly place: ScriptPlace }
  | { readonly kind: 'Int'; readonly value: bigint; readonly place: ScriptPlace }
  | { readonly kind: 'Float'; readonly value: number; readonly place: ScriptPlace }
  | { readonly kind: 'Str'; readonly value: string; readonly place: ScriptPlace }
  | { readonly kind: 'List' | 'Tuple'; readonly items: readonly Expression[]; readonly place: ScriptPlace }
  | {
      readonly kind: 'Dict';
      readonly entries: readonly (readonly [Expression, Expression])[];
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'Attribute';
      readonly value: Expression;
      readonly attribute: string;
      readonly place: ScriptPlace;
    }
  | CallExpression
  | {
      readonly kind: 'Subscript';
      readonly value: Expression;
      readonly index: Expression;
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'Unary';
      readonly operator: string;
      readonly operand: Expression;
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'Binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'Compare';
      readonly left: Expression;
      readonly operators: readonly string[];
      readonly rights: readonly Expression[];
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'Bool';
      readonly operator: 'and' | 'or';
      readonly operands: readonly Expression[];
      readonly place: ScriptPlace;
    }
  /** Python that PxL has not, by the name that its error shows: `Lambda`, `ListComp`, `IfExp`, … */
  | { readonly kind: 'Unsupported'; readonly what: string; readonly place: ScriptPlace };

export interface CallExpression {
  readonly kind: 'Call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly place: ScriptPlace;
}

export interface Keyword {
  readonly name: string;
  readonly value: Expression;
  readonly place: ScriptPlace;
}

export type Statement =
  | { readonly kind: 'Import'; readonly names: readonly ImportedName[]; readonly place: ScriptPlace }
  | {
      readonly kind: 'ImportFrom';
      readonly module: string;
      readonly names: readonly ImportedName[];
      readonly place: ScriptPlace;
    }
  | { readonly kind: 'Expression'; readonly value: Expression; readonly place: ScriptPlace }
  | {
      readonly kind: 'Assign';
      readonly targets: readonly Expression[];
      readonly value: Expression;
      readonly place: ScriptPlace;
    }
  | FunctionDefinition
  | { readonly kind: 'Return'; readonly value: Expression | undefined; readonly place: ScriptPlace }
  /** Statements that PxL has not: `If`, `For`, `AugAssign`, … */
  | { readonly kind: 'Unsupported'; readonly what: string; readonly place: ScriptPlace };

export interface ImportedName {
  readonly name: string;
  readonly alias: string | undefined;
}

export interface FunctionDefinition {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly place: ScriptPlace;
}

export interface Parameter {
  readonly name: string;
  /** `*args` and `**kwargs`, which PxL refuses. */
  readonly star: '' | '*' | '**';
  readonly annotation: Expression | undefined;
  readonly default: Expression | undefined;
  readonly place: ScriptPlace;
}

export interface Module {
  readonly body: readonly Statement[];
}
