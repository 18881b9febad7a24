import { beyondLimit, limits } from '../limits.js';
import { PxlError } from '../pxl-error.js';
import type { CallExpression, Expression } from '../syntax/ast.js';
import { callValue } from './call-value.js';
import { type CompilerState, takeSteps } from './compiler-state.js';
import { frameAttribute, isFrameMethod, subscriptFrame } from './dataframe.js';
import { constantNode } from './expression-node.js';
import { operatorCall, operatorFunctions, unaryFunctions } from './operators.js';
import {
  type Argument,
  constantOfValue,
  expectExpression,
  expressionValue,
  type QueryValue,
  valueTypeName,
} from './query-value.js';
import type { Scope } from './scope.js';

/** Where an expression is evaluated. */
export interface Surroundings {
  readonly state: CompilerState;
  readonly scope: Scope;
  /** The frame's name in `NAME.column = …`: on the right side only this name may be subscripted (pixie.md §3.2). */
  readonly assigned?: string;
}

/** Evaluates an expression of a script to a value of the compiler. */
export function evaluate(node: Expression, surroundings: Surroundings): QueryValue {
  const { state } = surroundings;
  takeSteps(state, 1, node.place);
  if (++state.nesting > limits.evaluation.most)
    throw beyondLimit('evaluation', 'the script evaluates', node.place);
  const value = evaluateNode(node, surroundings);
  state.nesting--;
  return value;
}

function evaluateNode(node: Expression, surroundings: Surroundings): QueryValue {
  const { state, scope } = surroundings;
  const { place } = node;
  switch (node.kind) {
    case 'Name': {
      const value = scope.get(node.id);
      if (value === undefined) throw PxlError.at(place, `name '${node.id}' is not defined`);
      return value;
    }
    case 'Int':
      return expressionValue(constantNode('INT64', node.value, place));
    case 'Float':
      return expressionValue(constantNode('FLOAT64', node.value, place));
    case 'Str':
      return expressionValue(constantNode('STRING', node.value, place));
    case 'List':
    case 'Tuple':
      return {
        kind: node.kind === 'List' ? 'list' : 'tuple',
        items: node.items.map((item) => argument(item, surroundings)),
      };
    case 'Dict':
      return {
        kind: 'dict',
        entries: node.entries.map(
          ([key, value]) => [argument(key, surroundings), argument(value, surroundings)] as const,
        ),
      };
    case 'Attribute':
      return memberOf(evaluate(node.value, surroundings), node);
    case 'Subscript':
      return subscript(node, surroundings);
    case 'Call':
      return call(node, surroundings);
    case 'Unary': {
      const operand = expectExpression(argument(node.operand, surroundings));
      if (node.operator === '+') return expressionValue(operand);
      return expressionValue(
        operatorCall(state, node.operator, unaryFunctions[node.operator], [operand], place),
      );
    }
    case 'Binary': {
      const operands = [node.left, node.right].map((side) => expectExpression(argument(side, surroundings)));
      return expressionValue(
        operatorCall(state, node.operator, operatorFunctions[node.operator], operands, place),
      );
    }
    case 'Compare': {
      const [operator = ''] = node.operators;
      const [right] = node.rights;
      if (node.rights.length !== 1 || right === undefined) {
        throw PxlError.at(place, `Only expected one argument to the right of '${operator}'.`);
      }
      const operands = [node.left, right].map((side) => expectExpression(argument(side, surroundings)));
      return expressionValue(operatorCall(state, operator, operatorFunctions[operator], operands, place));
    }
    case 'Bool': {
      if (node.operands.length !== 2)
        throw PxlError.at(place, `Expected two arguments to '${node.operator}'.`);
      const operands = node.operands.map((side) => expectExpression(argument(side, surroundings)));
      return expressionValue(
        operatorCall(state, node.operator, operatorFunctions[node.operator], operands, place),
      );
    }
    case 'Unsupported':
      throw PxlError.at(place, `Expression node '${node.what}' not defined`);
  }
}

/** A value with the place of its expression. */
export function argument(node: Expression, surroundings: Surroundings): Argument {
  return { value: evaluate(node, surroundings), place: node.place };
}

function memberOf(owner: QueryValue, node: Expression & { kind: 'Attribute' }): QueryValue {
  if (owner.kind === 'frame') return frameAttribute(owner.frame, node.attribute, node.place);
  const found = owner.kind === 'module' ? owner.attribute(node.attribute) : undefined;
  if (found !== undefined) return found;
  const name = owner.kind === 'module' ? owner.name : valueTypeName(owner).toLowerCase();
  throw PxlError.at(node.place, `'${name}' object has no attribute '${node.attribute}'`);
}

function subscript(node: Expression & { kind: 'Subscript' }, surroundings: Surroundings): QueryValue {
  const { value: ownerNode, index, place } = node;
  if (
    surroundings.assigned !== undefined &&
    ownerNode.kind === 'Name' &&
    ownerNode.id !== surroundings.assigned
  ) {
    throw PxlError.at(ownerNode.place, `name '${ownerNode.id}' is not available in this context`);
  }
  const owner = evaluate(ownerNode, surroundings);
  const key = argument(index, surroundings);
  takeSteps(surroundings.state, itemsOf(key.value), key.place);
  switch (owner.kind) {
    case 'frame':
      return subscriptFrame(owner.frame, key, place);
    case 'context': {
      const constant = constantOfValue(key.value);
      if (constant?.type !== 'STRING')
        throw PxlError.at(
          key.place,
          `Expected arg 'key' as type 'String', received '${valueTypeName(key.value)}'`,
        );
      return expressionValue({ kind: 'metadata', key: String(constant.value), place });
    }
    case 'list':
    case 'tuple': {
      const constant = constantOfValue(key.value);
      if (constant?.type !== 'INT64')
        throw PxlError.at(
          key.place,
          `Expected arg 'key' as type 'Int', received '${valueTypeName(key.value)}'`,
        );
      const item = owner.items[Number(constant.value)];
      if (item === undefined) throw PxlError.at(place, `${owner.kind} index out of range`);
      return item.value;
    }
    default:
      throw PxlError.at(place, `'${valueTypeName(owner).toLowerCase()}' object is not subscriptable`);
  }
}

function call(node: CallExpression, surroundings: Surroundings): QueryValue {
  const { place } = node;
  const target = called(node, surroundings);
  const positional = node.args.map((arg) => argument(arg, surroundings));
  const keywords = new Map(
    node.keywords.map(({ name, value }) => [name, argument(value, surroundings)] as const),
  );
  for (const given of [...positional, ...keywords.values()])
    takeSteps(surroundings.state, itemsOf(given.value), given.place);
  return callValue(target, { positional, keywords, place }, surroundings.state);
}

/** What a call calls. Its owner is evaluated once: it may be a call itself. */
function called({ callee, place }: CallExpression, surroundings: Surroundings): QueryValue {
  if (callee.kind !== 'Attribute') return evaluate(callee, surroundings);
  const owner = evaluate(callee.value, surroundings);
  if (owner.kind === 'frame' && !isFrameMethod(callee.attribute))
    throw PxlError.at(place, `dataframe has no method '${callee.attribute}'`);
  return memberOf(owner, callee);
}

/** Whoever takes a list goes through it. */
function itemsOf(value: QueryValue): number {
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.length;
  return value.kind === 'dict' ? value.entries.length : 0;
}
