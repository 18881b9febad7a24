import { beyondLimit, limits } from '../limits.js';
import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import type { CompilerState } from './compiler-state.js';
import { callNode, constantNode, constantOf, type ExpressionNode } from './expression-node.js';

/** Functions behind the operators of PxL. */
export const operatorFunctions: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanEqual',
  and: 'logicalAnd',
  or: 'logicalOr',
};

export const unaryFunctions: Readonly<Record<string, string>> = {
  '-': 'negate',
  '~': 'invert',
  not: 'logicalNot',
};

/** The call behind an operator; folded where all operands are constants of a fitting overload (pixie.md §3.2). */
export function operatorCall(
  state: CompilerState,
  operator: string,
  name: string | undefined,
  args: readonly ExpressionNode[],
  place: ScriptPlace,
): ExpressionNode {
  if (name === undefined) throw PxlError.at(place, `Operator '${operator}' not handled`);
  const constants = args.map(constantOf);
  const known = constants.filter((constant) => constant !== undefined);
  if (known.length === args.length) {
    const overload = state.functions
      .scalar(name)
      ?.find(
        ({ argTypes }) =>
          argTypes.length === known.length && argTypes.every((type, index) => type === known[index]?.type),
      );
    if (overload !== undefined) {
      const value = state.functions.fold(
        overload,
        known.map((constant) => constant.value),
      );
      if (typeof value === 'string' && value.length > limits.text.most)
        throw beyondLimit('text', `'${operator}' makes`, place);
      return constantNode(overload.returnType, value, place);
    }
  }
  return callNode(name, args, place);
}
