import { PxlError } from '../pxl-error.js';
import { parseScript } from '../syntax/parse-script.js';
import { callValue } from './call-value.js';
import { typeText } from './check-annotation.js';
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
  valueKindName,
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
    if (request.name === '') throw PxlError.at(nowhere, 'Must specify func_name for each FuncToExecute.');
    if (request.prefix === '')
      throw PxlError.at(nowhere, `Output_table_prefix must be specified for function ${request.name}.`);
    const target = scope.get(request.name);
    if (target === undefined)
      throw PxlError.at(nowhere, `Function to execute, '${request.name}', not found.`);
    if (target.kind !== 'function')
      throw PxlError.at(nowhere, `'${request.name}' is a '${valueTypeName(target)}' not a function.`);
    const keywords = new Map<string, Argument>();
    for (const [name, text] of Object.entries(request.args)) {
      const index = target.definition.parameters.findIndex((parameter) => parameter.name === name);
      if (index < 0)
        throw PxlError.at(nowhere, `Function '${request.name}' does not have an argument called '${name}'`);
      const annotation = target.annotations[index];
      if (annotation === undefined)
        throw PxlError.at(
          nowhere,
          `Arg type annotation required. Function: '${request.name}', arg: '${name}'`,
        );
      keywords.set(name, { value: parseArgument(text, annotation, state), place: nowhere });
    }
    showResult(request, callValue(target, { positional: [], keywords, place: nowhere }, state), state);
  }
}

function showResult({ name, prefix }: FunctionToExecute, result: QueryValue, state: CompilerState): void {
  if (result.kind === 'frame') {
    show(state, { name: prefix, frame: result.frame }, nowhere);
    return;
  }
  if (result.kind !== 'list' && result.kind !== 'tuple')
    throw PxlError.at(
      nowhere,
      `Function '${name}' returns '${valueTypeName(result)}' but should return a DataFrame.`,
    );
  for (const [index, { value }] of result.items.entries()) {
    if (value.kind !== 'frame')
      throw PxlError.at(
        nowhere,
        `Function '${name}' returns '${valueTypeName(value)}' at index ${index}. All returned objects must be dataframes.`,
      );
    show(state, { name: `${prefix}[${index}]`, frame: value.frame }, nowhere);
  }
}

const yes = ['true', '1', 'yes', 't', 'y'];
const no = ['false', '0', 'no', 'f', 'n'];

const float = /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i;

/** An argument's text by the annotation of its parameter. */
function parseArgument(text: string, annotation: QueryValue, state: CompilerState): QueryValue {
  if (annotation.kind !== 'type')
    throw PxlError.at(nowhere, 'All arguments to executed functions must have an underlying concrete type.');
  const fail = (name: string): never => {
    throw PxlError.at(nowhere, `Failed to parse arg with value '${text}' as ${name}.`);
  };
  switch (annotation.type) {
    case 'STRING':
      return expressionValue(constantNode('STRING', text, nowhere));
    case 'BOOLEAN': {
      const word = text.toLowerCase();
      if (!yes.includes(word) && !no.includes(word)) return fail('bool');
      return expressionValue(constantNode('BOOLEAN', yes.includes(word), nowhere));
    }
    case 'INT64':
    case 'TIME64NS': {
      const name = annotation.type === 'INT64' ? 'int64' : 'time';
      if (!/^\s*[+-]?\d+\s*$/.test(text)) return fail(name);
      const value = BigInt(text.trim().replace('+', ''));
      if (value !== BigInt.asIntN(64, value)) return fail(name);
      return expressionValue(constantNode(annotation.type, value, nowhere));
    }
    case 'FLOAT64':
      if (!float.test(text)) return fail('float64');
      return expressionValue(constantNode('FLOAT64', readFloat(text), nowhere));
    case 'UINT128':
      throw PxlError.at(nowhere, 'Passing arg of type UINT128 is currently unsupported.');
    case undefined:
      return parseObject(text, annotation, state);
  }
}

function readFloat(text: string): number {
  const [, sign, word] = /^\s*([+-]?)(inf|nan)/i.exec(text) ?? [];
  if (word === undefined) return Number(text);
  if (word.toLowerCase() === 'nan') return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Lists and other objects are expressions of PxL. */
function parseObject(text: string, annotation: TypeObject, state: CompilerState): QueryValue {
  const parsed = evaluateText(text, annotation, state);
  if (parsed.kind === annotation.name) return parsed;
  const kind = valueKindName(parsed);
  throw PxlError.at(nowhere, `Expected '${typeText(annotation)}' got '${kind}' for expr '${text}'`);
}

function evaluateText(text: string, { name }: TypeObject, state: CompilerState): QueryValue {
  const scope = new Scope(globalScope());
  scope.set('px', importModule('px', nowhere, state));
  try {
    const [statement, ...more] = parseScript(text).body;
    if (statement === undefined || more.length > 0)
      throw PxlError.at(nowhere, 'ProcessModuleExpression only works for single lined statements.');
    if (statement.kind !== 'Expression') throw PxlError.at(nowhere, `Want expression, got ${statement.kind}`);
    return evaluate(statement.value, { state, scope });
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    const outer = { ...nowhere, message: `Failed to parse arg '${text}'as '${name}'` };
    // Places in the argument's text are none in the script.
    throw new PxlError([outer, ...error.problems.map(({ message }) => ({ ...nowhere, message }))], true);
  }
}
