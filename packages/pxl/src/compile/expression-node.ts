import type { DataType, SemanticType, Value } from '../columns/types.js';
import type { ScriptPlace } from '../syntax/ast.js';

/** A column expression while the script is evaluated: columns have no types yet. */
export type ExpressionNode =
  | { readonly kind: 'column'; readonly name: string; readonly place: ScriptPlace }
  | {
      readonly kind: 'constant';
      readonly type: DataType;
      readonly value: Value;
      readonly semanticType: SemanticType;
      readonly place: ScriptPlace;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly ExpressionNode[];
      readonly place: ScriptPlace;
    }
  /** `df.ctx[key]`. */
  | { readonly kind: 'metadata'; readonly key: string; readonly place: ScriptPlace }
  /** A semantic type put on an expression whose data type must already fit. */
  | {
      readonly kind: 'cast';
      readonly of: ExpressionNode;
      readonly type: DataType;
      readonly semanticType: SemanticType;
      readonly place: ScriptPlace;
    };

export const constantNode = (
  type: DataType,
  value: Value,
  place: ScriptPlace,
  semanticType: SemanticType = 'ST_NONE',
): ExpressionNode => ({
  kind: 'constant',
  type,
  value,
  semanticType,
  place,
});

const constantNames: Readonly<Record<DataType, string>> = {
  BOOLEAN: 'Bool',
  INT64: 'Int',
  UINT128: 'UInt128',
  FLOAT64: 'Float',
  STRING: 'String',
  TIME64NS: 'Time',
};

/** What error messages call such an expression. */
export function nodeTypeName(node: ExpressionNode): string {
  switch (node.kind) {
    case 'column':
      return 'Column';
    case 'constant':
      return constantNames[node.type];
    case 'call':
      return 'Func';
    case 'metadata':
      return 'Metadata';
    case 'cast':
      return nodeTypeName(node.of);
  }
}

/** The constant behind an expression, through casts; undefined where it depends on rows. */
export function constantOf(node: ExpressionNode): (ExpressionNode & { kind: 'constant' }) | undefined {
  if (node.kind === 'cast') {
    const inner = constantOf(node.of);
    return inner && { ...inner, semanticType: node.semanticType };
  }
  return node.kind === 'constant' ? node : undefined;
}

/** Whether the expression needs the column. Metadata may need any: which, only the relation tells. */
export function readsColumn(node: ExpressionNode, column: string): boolean {
  switch (node.kind) {
    case 'column':
      return node.name === column;
    case 'constant':
      return false;
    case 'call':
      return node.args.some((arg) => readsColumn(arg, column));
    case 'metadata':
      return true;
    case 'cast':
      return readsColumn(node.of, column);
  }
}
