import type { Value } from '../columns/types.js';
import type { TableFunction } from '../functions/function-table.js';
import type { ScriptPlace } from '../syntax/ast.js';
import type { ExpressionNode } from './expression-node.js';

export type JoinKind = 'inner' | 'left' | 'right' | 'outer';

/** An aggregate as written: `name=('column', …, px.fn)`. */
export interface AggregateNode {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly place: ScriptPlace }[];
  readonly function: string;
}

/** A DataFrame: a node of the graph that a script builds, before its columns and types are known. Never changed. */
export type Frame = { readonly place: ScriptPlace } & (
  | {
      readonly op: 'source';
      readonly table: string;
      readonly select: readonly string[];
      readonly startNs: bigint | undefined;
      readonly endNs: bigint | undefined;
      readonly streaming: boolean;
    }
  | {
      readonly op: 'table-function';
      readonly fn: TableFunction;
      readonly args: Readonly<Record<string, Value>>;
    }
  | { readonly op: 'assign'; readonly parent: Frame; readonly column: string; readonly value: ExpressionNode }
  | { readonly op: 'filter'; readonly parent: Frame; readonly condition: ExpressionNode }
  | { readonly op: 'keep'; readonly parent: Frame; readonly columns: readonly string[] }
  | { readonly op: 'drop'; readonly parent: Frame; readonly columns: readonly string[] }
  | { readonly op: 'limit'; readonly parent: Frame; readonly rows: number }
  | { readonly op: 'groupby'; readonly parent: Frame; readonly by: readonly string[] }
  | { readonly op: 'aggregate'; readonly parent: Frame; readonly aggregates: readonly AggregateNode[] }
  | { readonly op: 'rolling'; readonly parent: Frame }
  | {
      readonly op: 'join';
      readonly left: Frame;
      readonly right: Frame;
      readonly how: JoinKind;
      readonly leftOn: readonly string[];
      readonly rightOn: readonly string[];
      readonly suffixes: readonly [string, string];
    }
  | { readonly op: 'union'; readonly parents: readonly Frame[] }
  | { readonly op: 'stream'; readonly parent: Frame }
);
