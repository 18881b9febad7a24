import type { FunctionTable } from '../functions/function-table.js';
import type { Plan, Sink } from '../plan/operators.js';
import { PxlError } from '../pxl-error.js';
import type { Statement } from '../syntax/ast.js';
import { parseScript } from '../syntax/parse-script.js';
import type { CompilerState, DisplayedFrame } from './compiler-state.js';
import { parseDirectives } from './directives.js';
import { runStatement } from './evaluate-statements.js';
import { executeFunctions, type FunctionToExecute } from './exec-functions.js';
import { constantNode } from './expression-node.js';
import { globalScope } from './globals.js';
import { expressionValue, type QueryValue } from './query-value.js';
import { checkDepth } from './resolve/check-depth.js';
import { checkExport } from './resolve/check-export.js';
import { checkTimeOrder } from './resolve/check-time-order.js';
import { FrameResolver, type TableRelations } from './resolve/frame-resolver.js';
import { Scope } from './scope.js';

export interface CompileOptions {
  readonly functions: FunctionTable;
  readonly tables: TableRelations;
  /** The query's now, ns since the epoch; fixed for the whole query. */
  readonly nowNs: bigint;
  /** Functions to execute; none: the script alone, with its `px.display`s. */
  readonly execFunctions?: readonly FunctionToExecute[];
  readonly plugin?: { readonly startNs: bigint; readonly endNs: bigint };
  /** Whether the request names an endpoint for exports that name none themselves. @default false */
  readonly hasOtelEndpoint?: boolean;
}

/**
 * Compiles a script: evaluates it once, top to bottom, and gives the frames that it shows columns and types.
 * Throws a {@link PxlError} with Pixie's words and places.
 */
export function compileScript(script: string, options: CompileOptions): Plan {
  if (script.trim() === '') throw PxlError.nowhere('Query should not be empty.');
  const directives = parseDirectives(script);
  const execFunctions = options.execFunctions ?? [];
  const state: CompilerState = {
    functions: options.functions,
    nowNs: options.nowNs,
    displayed: [],
    exported: [],
    hasOtelEndpoint: options.hasOtelEndpoint ?? false,
    declaredTables: new Map(),
    displays: execFunctions.length === 0,
    reservedNames: new Set(execFunctions.map(({ prefix }) => prefix)),
    plugin: options.plugin,
    depth: 0,
    nesting: 0,
    steps: 0,
  };
  const scope = new Scope(globalScope());
  const { body } = parseScript(script);
  if (body.length === 0) throw PxlError.nowhere('No runnable code found');
  scope.set('__doc__', docString(body));
  for (const statement of body) runStatement(statement, { state, scope });
  executeFunctions(execFunctions, scope, state);
  if (state.displayed.length === 0 && state.exported.length === 0) {
    throw PxlError.nowhere('query does not output a result, please add a px.display() statement');
  }
  const resolver = new FrameResolver(
    (table) => options.tables(table) ?? state.declaredTables.get(table),
    options.functions,
  );
  checkDepth([...state.displayed, ...state.exported].map(({ frame }) => frame));
  // A frame may come from a loaded module and never be used: only what is shown has to make sense.
  const sinks = named(state.displayed).map(
    ({ name, frame }): Sink => ({ name, input: resolver.resolve(frame) }),
  );
  const exported = state.exported.map(({ frame, columns }) => {
    const input = resolver.resolve(frame);
    checkExport(columns, input.relation, options.functions);
    return input;
  });
  checkTimeOrder([...sinks.map(({ input }) => input), ...exported]);
  return { sinks, directives };
}

/** The string that a script begins with. */
function docString([first]: readonly Statement[]): QueryValue {
  const isText = first?.kind === 'Expression' && first.value.kind === 'Str';
  const text = isText && first.value.kind === 'Str' ? first.value.value : '';
  return expressionValue(constantNode('STRING', text, first?.place ?? { line: 0, column: 0 }));
}

/** Names that are used twice become `name`, `name_1`, `name_2`, … in order of appearance (pixie.md §3.8). */
function named(displayed: readonly DisplayedFrame[]): DisplayedFrame[] {
  const taken = new Set<string>();
  return displayed.map(({ name, frame }) => {
    let free = name;
    for (let number = 1; taken.has(free); number++) free = `${name}_${number}`;
    taken.add(free);
    return { name: free, frame };
  });
}
