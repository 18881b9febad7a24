import type { FunctionTable } from '../functions/function-table.js';
import type { Plan, Sink } from '../plan/operators.js';
import { PxlError } from '../pxl-error.js';
import { parseScript } from '../syntax/parse-script.js';
import type { CompilerState, DisplayedFrame } from './compiler-state.js';
import { parseDirectives } from './directives.js';
import { runStatement } from './evaluate-statements.js';
import { executeFunctions, type FunctionToExecute } from './exec-functions.js';
import { globalScope } from './globals.js';
import { checkDepth } from './resolve/check-depth.js';
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
    declaredTables: new Map(),
    displays: execFunctions.length === 0,
    reservedNames: new Set(execFunctions.map(({ prefix }) => prefix)),
    plugin: options.plugin,
    depth: 0,
    nesting: 0,
    steps: 0,
  };
  const scope = new Scope(globalScope());
  for (const statement of parseScript(script).body) runStatement(statement, { state, scope });
  executeFunctions(execFunctions, scope, state);
  if (state.displayed.length === 0) {
    throw PxlError.nowhere('query does not output a result, please add a px.display() statement');
  }
  const resolver = new FrameResolver(
    (table) => options.tables(table) ?? state.declaredTables.get(table),
    options.functions,
  );
  checkDepth(state.displayed.map(({ frame }) => frame));
  // A frame may come from a loaded module and never be used: only what is shown has to make sense.
  const sinks = named(state.displayed).map(
    ({ name, frame }): Sink => ({ name, input: resolver.resolve(frame) }),
  );
  checkTimeOrder(sinks);
  return { sinks, directives };
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
