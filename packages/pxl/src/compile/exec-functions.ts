import { PxlError } from '../pxl-error.js';
import { parseScript } from '../syntax/parse-script.js';
import { callValue } from './call-value.js';
import { type CompilerState, show } from './compiler-state.js';
import { evaluate } from './evaluate-expression.js';
import { constantNode } from './expression-node.js';
import { globalScope } from './globals.js';
import { importModule } from './modules.js';
import {
  type Argument,
  expressionValue,
  type QueryValue,
  type TypeObject,
  valueTypeName,
} from './query-value.js';
import { Scope } from './scope.js';

/** One function of a script to execute, as in a request (FuncToExecute). Argument values are text. */
export interface FunctionToExecute {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
  readonly prefix: string;
}

const nowhere = { line: 0, column: 0 };

/** Calls the functions of a request and shows what they return (pixie.md §3.9). Errors have no place. */
export function executeFunctions(
  functions: readonly FunctionToExecute[],
  scope: Scope,
  state: CompilerState,
): void {
  for (const request of functions) {
    if (request.name === '') throw PxlError.nowhere('Must specify func_name for each FuncToExecute.');
    if (request.prefix === '')
      throw PxlError.nowhere(`Output_table_prefix must be specified for function ${request.name}.`);
    const target = scope.get(request.name);
    if (target?.kind !== 'function')
      throw PxlError.nowhere(`Function to execute, '${request.name}', not found.`);
    const keywords = new Map<string, Argument>();
    for (const [name, text] of Object.entries(request.args)) {
      const index = target.definition.parameters.findIndex((parameter) => parameter.name === name);
      if (index < 0)
        throw PxlError.nowhere(`Function '${request.name}' does not have an argument called '${name}'`);
      const annotation = target.annotations[index];
      if (annotation === undefined)
        throw PxlError.nowhere(`Arg type annotation required. Function: '${request.name}', arg: '${name}'`);
      keywords.set(name, { value: parseArgument(text, annotation, state), place: nowhere });
    }
    showResult(request, callValue(target, { positional: [], keywords, place: nowhere }, state), state);
  }
}

function showResult({ name, prefix }: FunctionToExecute, result: QueryValue, state: CompilerState): void {
  const wrong = (value: QueryValue): PxlError =>
    PxlError.nowhere(`Function '${name}' returns '${valueTypeName(value)}' but should return a DataFrame.`);
  if (result.kind === 'frame') {
    show(state, { name: prefix, frame: result.frame }, nowhere);
    return;
  }
  if (result.kind !== 'list' && result.kind !== 'tuple') throw wrong(result);
  for (const [index, { value }] of result.items.entries()) {
    if (value.kind !== 'frame') throw wrong(value);
    show(state, { name: `${prefix}[${index}]`, frame: value.frame }, nowhere);
  }
}

const yes = ['true', '1', 'yes', 't', 'y'];
const no = ['false', '0', 'no', 'f', 'n'];

/** An argument's text by the annotation of its parameter. */
function parseArgument(text: string, annotation: QueryValue, state: CompilerState): QueryValue {
  const type: TypeObject | undefined = annotation.kind === 'type' ? annotation : undefined;
  const fail = (name: string): never => {
    throw PxlError.nowhere(`Failed to parse arg with value '${text}' as ${name}`);
  };
  switch (type?.type) {
    case 'STRING':
      return expressionValue(constantNode('STRING', text, nowhere));
    case 'BOOLEAN': {
      const word = text.toLowerCase();
      if (!yes.includes(word) && !no.includes(word)) return fail('bool');
      return expressionValue(constantNode('BOOLEAN', yes.includes(word), nowhere));
    }
    case 'INT64':
    case 'TIME64NS':
      if (!/^\s*[+-]?\d+\s*$/.test(text)) return fail('int64');
      return expressionValue(constantNode(type.type, BigInt.asIntN(64, BigInt(text.trim())), nowhere));
    case 'FLOAT64': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) return fail('float64');
      return expressionValue(constantNode('FLOAT64', value, nowhere));
    }
    case 'UINT128':
      return fail('uint128');
    case undefined:
      return parseObject(text, state);
  }
}

/** Lists and other objects are expressions of PxL. */
function parseObject(text: string, state: CompilerState): QueryValue {
  const [statement, ...more] = parseScript(text).body;
  if (statement?.kind !== 'Expression' || more.length > 0)
    throw PxlError.nowhere(`Failed to parse arg with value '${text}' as an expression`);
  const scope = new Scope(globalScope());
  scope.set('px', importModule('px', nowhere, state));
  return evaluate(statement.value, { state, scope });
}
