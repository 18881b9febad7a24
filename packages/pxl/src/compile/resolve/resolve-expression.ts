import type { ColumnSpec, DataType, Relation } from '../../columns/types.js';
import type { FunctionTable } from '../../functions/function-table.js';
import type { Expression } from '../../plan/operators.js';
import { PxlError } from '../../pxl-error.js';
import type { ScriptPlace } from '../../syntax/ast.js';
import { type ExpressionNode, nodeTypeName } from '../expression-node.js';
import { metadataCall } from './metadata-call.js';
import type { PlanSize } from './plan-size.js';

/** Finds a column, or says that the frame has none of that name. */
export function findColumn(name: string, relation: Relation, place: ScriptPlace): ColumnSpec {
  const column = relation.find((candidate) => candidate.name === name);
  if (column === undefined) {
    throw PxlError.at(
      place,
      `Column '${name}' not found in parent dataframe. It has the columns [${relation.map((candidate) => candidate.name).join(',')}].`,
    );
  }
  return column;
}

/** What an expression is resolved against. */
export interface ExpressionSurroundings {
  readonly relation: Relation;
  readonly functions: FunctionTable;
  readonly size: PlanSize;
}

/**
 * Gives an expression its types: overloads match exactly, there is no conversion (pixie.md §3.6, §3.7). Nodes with several readers become
 * expressions with several readers.
 */
export function resolveExpression(
  expression: ExpressionNode,
  surroundings: ExpressionSurroundings,
): Expression {
  const known = new Map<ExpressionNode, Expression>();
  const resolve = (node: ExpressionNode): Expression => {
    const found = known.get(node) ?? resolveNode(node, surroundings, resolve);
    known.set(node, found);
    return found;
  };
  return resolve(expression);
}

function resolveNode(
  node: ExpressionNode,
  { relation, functions, size }: ExpressionSurroundings,
  resolve: (node: ExpressionNode) => Expression,
): Expression {
  size.take(1, node.place);
  switch (node.kind) {
    case 'column': {
      const { name, type, semanticType } = findColumn(node.name, relation, node.place);
      return { kind: 'column', name, type, semanticType };
    }
    case 'constant':
      return { kind: 'constant', value: node.value, type: node.type, semanticType: node.semanticType };
    case 'metadata':
      return resolve(metadataCall(node.key, relation, node.place));
    case 'cast': {
      const of = resolve(node.of);
      if (of.type !== node.type) {
        throw PxlError.at(
          node.place,
          `Cannot cast from '${of.type}' to '${node.type}'. Only semantic type casts are allowed.`,
        );
      }
      return { ...of, semanticType: node.semanticType };
    }
    case 'call': {
      const args: Expression[] = [];
      for (const arg of node.args) args.push(resolve(arg));
      const overload = functions.scalar(node.name)?.find(({ argTypes }) => fits(argTypes, args));
      if (overload === undefined)
        throw overloadNotFound(
          node.name,
          args.map(({ type }) => type),
        );
      for (const index of overload.constantArgs ?? []) {
        if (args[index]?.kind !== 'constant') {
          const given = node.args[index];
          throw PxlError.at(
            node.place,
            `expected init argument ${index} to be a primitive data type, received ${given && nodeTypeName(given)}`,
          );
        }
      }
      const semanticType = overload.semanticType(args.map((arg) => arg.semanticType));
      return { kind: 'call', overload, args, type: overload.returnType, semanticType, place: node.place };
    }
  }
}

const fits = (argTypes: readonly DataType[], args: readonly { readonly type: DataType }[]): boolean =>
  argTypes.length === args.length && argTypes.every((type, index) => type === args[index]?.type);

/** No function takes more than the 22 of px.script_reference. */
const mostListedTypes = 30;

/** Upstream says "UDF" of aggregates too, and gives no place. */
export function overloadNotFound(name: string, types: readonly DataType[]): PxlError {
  const listed =
    types.length > mostListedTypes
      ? `${types.slice(0, mostListedTypes).join(',')},… ${types.length} in all`
      : types.join(',');
  return PxlError.nowhere(`Could not find UDF '${name}' with arguments [${listed}].`);
}
