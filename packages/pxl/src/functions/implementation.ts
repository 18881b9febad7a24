import type { Column } from '../columns/column.js';
import type { Value } from '../columns/types.js';
import type { ExecutionContext } from './execution-context.js';

/**
 * How a scalar overload is computed: value by value (the executor calls it once a distinct value where it can), or over whole
 * columns, where speed counts.
 */
export type ScalarImplementation =
  | { readonly by: 'value'; readonly apply: (args: readonly Value[], context: ExecutionContext) => Value }
  | {
      readonly by: 'column';
      readonly apply: (args: readonly Column[], rows: number, context: ExecutionContext) => Column;
    };

/** How an aggregate overload is computed: over all rows at once, each with the number of its group. */
export interface AggregateImplementation {
  /** One value a group, in order of the groups' numbers. */
  readonly apply: (args: readonly Column[], groups: GroupedRows) => Column;
}

/** Rows by group: `groupOf[row]` is the number of the row's group, `count` how many groups there are. */
export interface GroupedRows {
  readonly rows: number;
  readonly groupOf: Uint32Array;
  readonly count: number;
}

/** How a table function is computed: rows of values in the relation's order. */
export interface TableImplementation {
  readonly rows: (
    args: Readonly<Record<string, Value>>,
    context: ExecutionContext,
    tables: TableDescriptions,
  ) => readonly (readonly Value[])[];
}

/** What `GetTables` and `GetSchemas` tell. */
interface TableDescriptions {
  readonly tables: readonly {
    readonly name: string;
    readonly desc: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly desc: string }[];
  }[];
}
