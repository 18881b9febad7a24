import type { DataType } from '../columns/types.js';
import { beyondLimit, limits } from '../limits.js';
import { PxlError } from '../pxl-error.js';
import { bindArguments } from './bind-arguments.js';
import type { CompilerState } from './compiler-state.js';
import { runBody } from './evaluate-statements.js';
import { callNode, castNode, constantOf } from './expression-node.js';
import {
  type Argument,
  type CallArguments,
  expectExpression,
  expressionValue,
  type QueryValue,
  valueTypeName,
} from './query-value.js';
import { Scope } from './scope.js';

/** Calls a value of a script. */
export function callValue(target: QueryValue, call: CallArguments, state: CompilerState): QueryValue {
  switch (target.kind) {
    case 'builtin':
      return target.call(call);
    case 'udf': {
      const [keyword] = call.keywords.keys();
      if (keyword !== undefined)
        throw PxlError.at(call.place, `${target.name}() got an unexpected keyword argument '${keyword}'`);
      const args = call.positional.map((argument) => expectExpression(argument));
      return expressionValue(callNode(target.name, args, call.place));
    }
    case 'type':
      return cast(target, call);
    case 'function':
      return callFunction(target, call, state);
    default:
      throw PxlError.at(call.place, `${target.kind} object is not callable`);
  }
}

function cast(target: QueryValue & { kind: 'type' }, call: CallArguments): QueryValue {
  const { type, semanticType, name } = target;
  if (type === undefined || semanticType === undefined)
    throw PxlError.at(call.place, `type object '${name}' is not callable`);
  const argument = bindArguments(name, [{ name: 'expr' }], call).get('expr');
  if (argument === undefined) throw PxlError.at(call.place, `${name}() misses its argument`);
  const of = expectExpression(argument, 'expr');
  return expressionValue(castNode(of, type, semanticType));
}

function callFunction(
  target: QueryValue & { kind: 'function' },
  call: CallArguments,
  state: CompilerState,
): QueryValue {
  const { definition, annotations } = target;
  const bound = bindArguments(definition.name, definition.parameters, call);
  const scope = new Scope(target.scope);
  for (const [index, { name }] of definition.parameters.entries()) {
    const given = bound.get(name);
    if (given === undefined) continue;
    const annotation = annotations[index];
    if (annotation !== undefined) checkAnnotation(annotation, given);
    scope.set(name, given.value);
  }
  if (state.depth >= limits.calls.most) throw beyondLimit('calls', 'the script calls', call.place);
  state.depth++;
  try {
    return runBody(definition.body, { state, scope });
  } finally {
    state.depth--;
  }
}

const typeNames: Readonly<Record<DataType, string>> = {
  BOOLEAN: 'boolean',
  INT64: 'int64',
  UINT128: 'uint128',
  FLOAT64: 'float64',
  STRING: 'string',
  TIME64NS: 'time64ns',
};

/** An annotation checks the data type of a constant; a column has none yet, so it never fits (pixie.md §3.5). */
function checkAnnotation(annotation: QueryValue, { value, place }: Argument): void {
  const misfit = (expected: string, received: string): PxlError =>
    PxlError.at(place, `Expected '${expected}', received '${received}'`);
  const type =
    annotation.kind === 'builtin' ? annotation.type : annotation.kind === 'type' ? annotation : undefined;
  if (type === undefined) return;
  if (type.type === undefined) {
    const fits =
      type.name === 'DataFrame' ? value.kind === 'frame' : value.kind === 'list' || value.kind === 'tuple';
    if (!fits) throw misfit(type.name, valueTypeName(value));
    return;
  }
  if (value.kind !== 'expression') throw misfit(typeNames[type.type], valueTypeName(value));
  const constant = constantOf(value.node);
  if (constant === undefined) throw misfit(typeNames[type.type], 'data_type_unknown');
  if (constant.type !== type.type) throw misfit(typeNames[type.type], typeNames[constant.type]);
}
