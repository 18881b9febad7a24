import type { Json } from '../../values/json.js';

/** A parsed path of the jsonpath2 dialect (core.md §10.4): a start and steps, each applied to every match of the one before. */
export interface JsonPath {
  readonly from: 'root' | 'current';
  readonly steps: readonly Step[];
}

export interface Step {
  /** After `..`: at the node itself, then at everything below it, depth first. */
  readonly deep: boolean;
  readonly subscripts: readonly Subscript[];
}

export type Subscript =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number; readonly step?: number }
  | { readonly kind: 'wildcard' }
  /** Keeps the current node itself where the expression holds. */
  | { readonly kind: 'filter'; readonly expression: Expression }
  /** Each integer or text that the path finds is used as an index or key. */
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Operand[] };

export const FUNCTION_NAMES = ['length', 'keys', 'values', 'entries', 'charAt', 'substring'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export type Operand =
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'literal'; readonly value: Json };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'operand'; readonly operand: Operand };
