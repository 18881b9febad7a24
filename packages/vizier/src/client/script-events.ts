import type { FunctionToExecute, Relation } from '@chaoskit/pxl';
import type { DecodedBatch } from '../wire/decode-batch.js';

/** A script to run in a cluster. */
export interface ScriptRequest {
  readonly clusterId: string;
  readonly script: string;
  readonly functions?: readonly FunctionToExecute[];
  /** Deploy the tracepoints of the script. @default false */
  readonly mutation?: boolean;
  /** Label for the server's own metrics. */
  readonly name?: string;
}

export interface OutputTable {
  readonly id: string;
  readonly name: string;
  readonly relation: Relation;
}

export interface ScriptStats {
  readonly executionNs: bigint;
  readonly compilationNs: bigint;
  readonly bytesProcessed: bigint;
  readonly recordsProcessed: bigint;
}

/** What comes of a running script, in the order in which it comes. */
export type ScriptEvent =
  | { readonly kind: 'table'; readonly table: OutputTable }
  | { readonly kind: 'rows'; readonly table: OutputTable; readonly batch: DecodedBatch }
  | { readonly kind: 'table-end'; readonly table: OutputTable }
  | {
      readonly kind: 'mutations';
      readonly states: readonly { readonly name: string; readonly running: boolean }[];
    }
  | { readonly kind: 'stats'; readonly stats: ScriptStats };
