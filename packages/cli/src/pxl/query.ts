import type { FunctionToExecute, Relation, Value } from '@chaoskit/pxl';

/** What is asked of a source of tables. */
export interface Query {
  readonly script: string;
  /** Functions of the script to execute; none: the script alone, with what it displays. */
  readonly functions: readonly FunctionToExecute[];
}

/** One table of an answer. */
export interface QueryTable {
  readonly name: string;
  readonly relation: Relation;
  readonly rows: readonly (readonly Value[])[];
}

/** Where scripts run: a recording, or a Vizier. */
export interface QuerySource {
  run(query: Query, signal: AbortSignal): Promise<readonly QueryTable[]>;
}
