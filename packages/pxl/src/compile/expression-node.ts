import type { DataType, SemanticType, Value } from '../columns/types.js';
import { beyondLimit, limits } from '../limits.js';
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
      readonly depth: number;
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
      readonly depth: number;
    };

/** How many calls and casts stand on each other in an expression. */
export const depthOf = (node: ExpressionNode): number =>
  node.kind === 'call' || node.kind === 'cast' ? node.depth : 0;

/** A call of a function of the table; refused where it goes too deep. */
export function callNode(name: string, args: readonly ExpressionNode[], place: ScriptPlace): ExpressionNode {
  return { kind: 'call', name, args, place, depth: above(args, place) };
}

/** A cast, which stands where its expression does. */
export function castNode(of: ExpressionNode, type: DataType, semanticType: SemanticType): ExpressionNode {
  return { kind: 'cast', of, type, semanticType, place: of.place, depth: above([of], of.place) };
}

function above(parts: readonly ExpressionNode[], place: ScriptPlace): number {
  const depth = parts.reduce((most, part) => Math.max(most, depthOf(part)), 0) + 1;
  if (depth > limits.depth.most) throw beyondLimit('depth', 'the expression puts', place);
  return depth;
}

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
export function readsColumn(expression: ExpressionNode, column: string): boolean {
  // Parts may be shared: `x = x + x` again and again has few nodes and many ways to them.
  const nodes = new Set([expression]);
  for (const node of nodes) {
    if (node.kind === 'metadata' || (node.kind === 'column' && node.name === column)) return true;
    if (node.kind === 'call') for (const arg of node.args) nodes.add(arg);
    if (node.kind === 'cast') nodes.add(node.of);
  }
  return false;
}
