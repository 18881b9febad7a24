import { beyondLimit, limits } from '../limits.js';
import { PxlError } from '../pxl-error.js';
import type { CallExpression, Expression } from '../syntax/ast.js';
import { callValue } from './call-value.js';
import { type CompilerState, takeSteps } from './compiler-state.js';
import { stringArgument } from './constant-arguments.js';
import { frameAttribute, isFrameMethod } from './dataframe.js';
import { constantNode, type ExpressionNode } from './expression-node.js';
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
import { subscriptFrame } from './subscript-frame.js';

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
      const operand = expectExpression(argument(node.operand, surroundings), 'operand of unary op');
      if (node.operator === '+') return expressionValue(operand);
      return expressionValue(
        operatorCall(state, node.operator, unaryFunctions[node.operator], [operand], place),
      );
    }
    case 'Binary': {
      const operands = bothSides([node.left, node.right], surroundings);
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
      const left = expectExpression(argument(node.left, surroundings), 'left side of operation');
      const operands = [left, expectExpression(argument(right, surroundings), 'argument to operation')];
      return expressionValue(operatorCall(state, operator, operatorFunctions[operator], operands, place));
    }
    case 'Bool': {
      if (node.operands.length !== 2)
        throw PxlError.at(place, `Expected two arguments to '${node.operator}'.`);
      const operands = bothSides(node.operands, surroundings);
      return expressionValue(
        operatorCall(state, node.operator, operatorFunctions[node.operator], operands, place),
      );
    }
    case 'Unsupported':
      throw PxlError.at(place, `Expression node '${node.what}' not defined`);
  }
}

function bothSides(sides: readonly Expression[], surroundings: Surroundings): ExpressionNode[] {
  // Both are evaluated before either is looked at.
  const [left, right] = sides.map((side) => argument(side, surroundings));
  return [
    ...(left === undefined ? [] : [expectExpression(left, 'left side of operation')]),
    ...(right === undefined ? [] : [expectExpression(right, 'right side of operation')]),
  ];
}

/** A value with the place of its expression. */
export function argument(node: Expression, surroundings: Surroundings): Argument {
  return { value: evaluate(node, surroundings), place: node.place };
}

function memberOf(owner: QueryValue, node: Expression & { kind: 'Attribute' }): QueryValue {
  if (owner.kind === 'frame') return frameAttribute(owner.frame, node.attribute, node.place);
  const found =
    owner.kind === 'module'
      ? (owner.assigned?.get(node.attribute) ?? owner.attribute(node.attribute, node.value.place))
      : undefined;
  if (found !== undefined) return found;
  throw PxlError.at(node.place, `'${valueTypeName(owner)}' object has no attribute '${node.attribute}'`);
}

/** On the right side of `NAME.column = …` no other name may be subscripted, nor an attribute of it (pixie.md §3.2). */
function checkSubscripted(owner: Expression, assigned: string | undefined): void {
  if (assigned === undefined) return;
  if (owner.kind === 'Attribute') checkSubscripted(owner.value, assigned);
  if (owner.kind === 'Name' && owner.id !== assigned)
    throw PxlError.at(owner.place, `name '${owner.id}' is not available in this context`);
}

function subscript(node: Expression & { kind: 'Subscript' }, surroundings: Surroundings): QueryValue {
  const { value: ownerNode, index, place } = node;
  checkSubscripted(ownerNode, surroundings.assigned);
  const owner = evaluate(ownerNode, surroundings);
  if (owner.kind !== 'frame' && owner.kind !== 'context' && owner.kind !== 'list' && owner.kind !== 'tuple')
    throw PxlError.at(ownerNode.place, `${valueTypeName(owner)} is not subscriptable`);
  if (index.kind === 'Unsupported' && index.what === 'Slice')
    throw PxlError.at(index.place, "'Slice' object must be an index");
  const key = argument(index, surroundings);
  takeSteps(surroundings.state, itemsOf(key.value), key.place);
  switch (owner.kind) {
    case 'frame':
      return subscriptFrame(owner.frame, key, place);
    case 'context':
      return expressionValue({ kind: 'metadata', key: stringArgument(key, 'key'), place });
    case 'list':
    case 'tuple': {
      const constant = constantOfValue(key.value);
      if (constant?.type !== 'INT64') {
        const received = valueTypeName(key.value);
        throw PxlError.at(key.place, `${owner.kind} indices must be integers, not ${received}`);
      }
      const item = owner.items[Number(constant.value)];
      if (item === undefined) throw PxlError.at(place, `${owner.kind} index out of range`);
      return item.value;
    }
  }
}

function call(node: CallExpression, surroundings: Surroundings): QueryValue {
  const { place } = node;
  const target = called(node, surroundings);
  const positional = node.args.map((arg) => argument(arg, surroundings));
  const keywords = new Map<string, Argument>();
  for (const { name, value } of node.keywords) {
    const given = argument(value, surroundings);
    if (keywords.has(name)) {
      const called = target.kind === 'type' ? target.name : valueTypeName(target);
      throw PxlError.at(place, `${called}() got multiple values for argument '${name}'`);
    }
    keywords.set(name, given);
  }
  for (const given of [...positional, ...keywords.values()])
    takeSteps(surroundings.state, itemsOf(given.value), given.place);
  return callValue(target, { positional, keywords, place }, surroundings.state, node.callee.place);
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
