import type { Column } from '../columns/column.js';
import type { Relation } from '../columns/types.js';

/** Tables that scripts read: a recording, or the sandbox's ring buffers. Rows of a table with `time_` are in its order. */
export interface TableStore {
  readonly tables: readonly { readonly name: string; readonly desc: string; readonly relation: Relation }[];
  /** What is in the table now. Undefined where there is no such table. */
  read(name: string): StoredRows | undefined;
}

export interface StoredRows {
  readonly rows: number;
  column(name: string): Column;
}
