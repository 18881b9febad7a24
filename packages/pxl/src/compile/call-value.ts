import type { DataType, SemanticType } from '../columns/types.js';
import { beyondLimit, limits } from '../limits.js';
import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { bindArguments } from './bind-arguments.js';
import { checkAnnotation } from './check-annotation.js';
import type { CompilerState } from './compiler-state.js';
import { runBody } from './evaluate-statements.js';
import { callNode, castNode } from './expression-node.js';
import {
  type CallArguments,
  expectExpression,
  expressionValue,
  type QueryValue,
  valueTypeName,
} from './query-value.js';
import { Scope } from './scope.js';

/** Calls a value of a script, which stands at `place`. */
export function callValue(
  target: QueryValue,
  call: CallArguments,
  state: CompilerState,
  place: ScriptPlace = call.place,
): QueryValue {
  switch (target.kind) {
    case 'builtin':
      return target.call(call);
    case 'udf': {
      const [keyword] = call.keywords.keys();
      if (keyword !== undefined)
        throw PxlError.at(call.place, `${target.name}() got an unexpected keyword argument '${keyword}'`);
      const args = call.positional.map(({ value, place }) => {
        if (value.kind === 'expression') return value.node;
        const received = valueTypeName(value);
        throw PxlError.at(place, `Argument to '${target.name}' must be an expression, received ${received}`);
      });
      return expressionValue(callNode(target.name, args, call.place));
    }
    case 'type':
      if (target.type === undefined) throw PxlError.at(place, "'Type' object is not callable");
      return cast(target.type, target.semanticType, call);
    case 'function':
      return callFunction(target, call, state);
    case 'expression':
      throw PxlError.at(call.place, 'expression object is not callable');
    default:
      throw PxlError.at(place, `'${valueTypeName(target)}' object is not callable`);
  }
}

function cast(type: DataType, semanticType: SemanticType, call: CallArguments): QueryValue {
  const name = `${type}_${semanticType}_cast`;
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
