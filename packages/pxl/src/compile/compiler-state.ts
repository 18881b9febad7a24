import type { Relation } from '../columns/types.js';
import type { FunctionTable } from '../functions/function-table.js';
import { beyondLimit, limits } from '../limits.js';
import type { ScriptPlace } from '../syntax/ast.js';
import type { Frame } from './frame.js';
import type { ExportedColumn } from './query-value.js';

/** A table that a script asked to be shown. */
export interface DisplayedFrame {
  readonly name: string;
  readonly frame: Frame;
}

/** A frame that a script exports, and the columns that the export reads. */
interface ExportedFrame {
  readonly frame: Frame;
  readonly columns: readonly ExportedColumn[];
}

/** What evaluating a script needs and collects. */
export interface CompilerState {
  readonly functions: FunctionTable;
  readonly nowNs: bigint;
  /** Output tables in order. */
  readonly displayed: DisplayedFrame[];
  /** Frames that the script exports, which is checked and not done. */
  readonly exported: ExportedFrame[];
  /** Whether the request names an endpoint for exports that name none. */
  readonly hasOtelEndpoint: boolean;
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
  takeTable(state, place);
  state.displayed.push(shown);
}

/** Before a table is shown or exported. */
export function takeTable({ displayed, exported }: CompilerState, place: ScriptPlace): void {
  if (displayed.length + exported.length >= limits.tables.most)
    throw beyondLimit('tables', 'the script gives', place);
}

/** Counts steps of evaluating a script; refuses those that go beyond the limit. */
export function takeSteps(state: CompilerState, count: number, place: ScriptPlace): void {
  state.steps += count;
  if (state.steps > limits.steps.most) throw beyondLimit('steps', 'the script takes', place);
}
