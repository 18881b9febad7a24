import { PxlError } from '../pxl-error.js';
import type { Expression, FunctionDefinition, Statement } from '../syntax/ast.js';
import { callValue } from './call-value.js';
import { takeSteps } from './compiler-state.js';
import { argument, evaluate, type Surroundings } from './evaluate-expression.js';
import type { Frame } from './frame.js';
import { importModule } from './modules.js';
import {
  constantOfValue,
  expectExpression,
  frameValue,
  none,
  type QueryValue,
  valueTypeName,
} from './query-value.js';

/** Runs a function's body; answers what it returns, None where it returns nothing. */
export function runBody(body: readonly Statement[], surroundings: Surroundings): QueryValue {
  for (const statement of body) {
    if (statement.kind === 'Return')
      return statement.value === undefined ? none : evaluate(statement.value, surroundings);
    runStatement(statement, surroundings);
  }
  return none;
}

/** Runs one statement outside of a function, or one that does not return. */
export function runStatement(statement: Statement, surroundings: Surroundings): void {
  const { place } = statement;
  switch (statement.kind) {
    case 'Import':
      for (const { name, alias } of statement.names) {
        surroundings.scope.set(alias ?? name, importModule(name, place, surroundings.state));
      }
      return;
    case 'ImportFrom': {
      const module = importModule(statement.module, place, surroundings.state);
      for (const { name, alias } of statement.names) {
        const value = module.kind === 'module' ? module.attribute(name, place) : undefined;
        if (value === undefined)
          throw PxlError.at(place, `cannot import name '${name}' from '${statement.module}'`);
        surroundings.scope.set(alias ?? name, value);
      }
      return;
    }
    case 'Expression':
      evaluate(statement.value, surroundings);
      return;
    case 'Assign':
      assign(statement, surroundings);
      return;
    case 'FunctionDef':
      surroundings.scope.set(statement.name, define(statement, surroundings));
      return;
    case 'Return':
      throw PxlError.at(place, "'return' outside function");
    case 'Unsupported':
      throw PxlError.at(place, `Can't parse expression of type ${statement.what}`);
  }
}

function assign({ targets, value, place }: Statement & { kind: 'Assign' }, surroundings: Surroundings): void {
  for (const one of targets) checkTarget(one);
  const [target] = targets;
  if (targets.length !== 1 || target === undefined)
    throw PxlError.at(place, 'We only support single target assignment.');
  switch (target.kind) {
    case 'Name':
      surroundings.scope.set(target.id, evaluate(value, surroundings));
      return;
    case 'Attribute':
      assignMember(target.value, target.attribute, value, target.place, surroundings);
      return;
    case 'Subscript': {
      const owner = evaluate(target.value, surroundings);
      const key = argument(target.index, surroundings);
      if (owner.kind !== 'frame') {
        const name = valueTypeName(owner);
        throw PxlError.at(target.place, `Subscript assignment not allowed for ${name} objects`);
      }
      const constant = constantOfValue(key.value);
      if (constant?.type !== 'STRING')
        throw PxlError.at(target.place, "Expected 'Column' in arg 'assignment target', got 'dataframe'");
      assignMember(target.value, String(constant.value), value, target.place, surroundings);
      return;
    }
    default:
      throw PxlError.at(target.place, 'Assignment target must be a Name or Subscript');
  }
}

/** What nothing can be assigned to is an error of syntax upstream, but for lists and tuples. */
function checkTarget({ kind, place, ...target }: Expression): void {
  const fail = (message: string): never => {
    throw PxlError.at(place, `SyntaxError: ${message}`);
  };
  if (kind === 'Int' || kind === 'Float' || kind === 'Str' || kind === 'Dict')
    fail("can't assign to literal");
  if (kind === 'Name' && 'id' in target && ['None', 'True', 'False'].includes(target.id))
    fail(`can't assign to ${target.id}`);
  if (['Call', 'Unary', 'Binary', 'Compare', 'Bool', 'Unsupported'].includes(kind))
    fail('Illegal expression for assignment');
}

/** `df.column = value`, or `px.member = value`: a new frame or module under the same name; whoever holds the old one keeps it. */
function assignMember(
  owner: Expression,
  column: string,
  value: Expression,
  place: Statement['place'],
  surroundings: Surroundings,
): void {
  if (owner.kind !== 'Name') {
    throw PxlError.at(
      owner.place,
      `Can only assign to Dataframe by subscript from Name, received ${owner.kind}`,
    );
  }
  const current = evaluate(owner, surroundings);
  if (current.kind === 'module') {
    const member = evaluate(value, surroundings);
    const assigned = new Map(current.assigned).set(column, member);
    takeSteps(surroundings.state, assigned.size, place);
    surroundings.scope.set(owner.id, { ...current, assigned });
    return;
  }
  if (current.kind !== 'frame')
    throw PxlError.at(
      owner.place,
      `Cannot assign attribute ${column} to object of type ${valueTypeName(current)}`,
    );
  const given = argument(value, { ...surroundings, assigned: owner.id });
  const node = expectExpression(given, 'assignment value');
  const frame: Frame = {
    op: 'assign',
    parent: current.frame,
    column,
    value: node,
    place,
  };
  surroundings.scope.set(owner.id, frameValue(frame));
}

function define(definition: FunctionDefinition, surroundings: Surroundings): QueryValue {
  for (const parameter of definition.parameters) {
    if (parameter.default !== undefined) {
      throw PxlError.at(parameter.default.place, 'default values not supported in function definitions');
    }
    if (parameter.star !== '')
      throw PxlError.at(
        parameter.place,
        `variable length ${parameter.star === '*' ? 'args' : 'kwargs'} are not supported in function definitions`,
      );
  }
  const annotations = definition.parameters.map(({ annotation }) =>
    annotation === undefined ? undefined : evaluate(annotation, surroundings),
  );
  const made: QueryValue = { kind: 'function', definition, annotations, scope: surroundings.scope };
  const [decorator, second] = definition.decorators;
  if (second !== undefined) throw PxlError.at(second.place, 'Functions can have at most one decorator');
  if (decorator === undefined) return made;
  const call = {
    positional: [{ value: made, place: definition.place }],
    keywords: new Map(),
    place: decorator.place,
  };
  return callValue(evaluate(decorator, surroundings), call, surroundings.state, decorator.place);
}
