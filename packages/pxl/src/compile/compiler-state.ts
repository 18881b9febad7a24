import type { Relation } from '../columns/types.js';
import type { FunctionTable } from '../functions/function-table.js';
import { beyondLimit, limits } from '../limits.js';
import type { ScriptPlace } from '../syntax/ast.js';
import type { Frame } from './frame.js';

/** A table that a script asked to be shown. */
export interface DisplayedFrame {
  readonly name: string;
  readonly frame: Frame;
}

/** What evaluating a script needs and collects. */
export interface CompilerState {
  readonly functions: FunctionTable;
  readonly nowNs: bigint;
  /** Output tables in order. */
  readonly displayed: DisplayedFrame[];
  /** False while functions are executed for a request: `px.display` then does nothing (pixie.md §3.4). */
  readonly displays: boolean;
  /** Tables that the script's own tracepoints would fill, by name. */
  readonly declaredTables: Map<string, Relation>;
  /** Names that `px.debug` must not take. */
  readonly reservedNames: ReadonlySet<string>;
  /** Window of a plugin's run, where the request has one. */
  readonly plugin: { readonly startNs: bigint; readonly endNs: bigint } | undefined;
  /** How deep calls of the script's own functions are nested. */
  depth: number;
  /** How deep the expressions are nested that are being evaluated, over all calls. */
  nesting: number;
  /** Steps taken so far. */
  steps: number;
}

/** Adds an output table. */
export function show(state: CompilerState, shown: DisplayedFrame, place: ScriptPlace): void {
  if (state.displayed.length >= limits.tables.most) throw beyondLimit('tables', 'the script shows', place);
  state.displayed.push(shown);
}

/** Counts steps of evaluating a script; refuses those that go beyond the limit. */
export function takeSteps(state: CompilerState, count: number, place: ScriptPlace): void {
  state.steps += count;
  if (state.steps > limits.steps.most) throw beyondLimit('steps', 'the script takes', place);
}
