import type { Relation } from '../columns/types.js';
import type { FunctionTable } from '../functions/function-table.js';
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
}
