import type { DataType, Relation, SemanticType, Value } from '../columns/types.js';
import type { AggregateOverload, ScalarOverload, TableFunction } from '../functions/function-table.js';
import type { ScriptPlace } from '../syntax/ast.js';

/** A column expression with its types resolved. */
export type Expression =
  | {
      readonly kind: 'column';
      readonly name: string;
      readonly type: DataType;
      readonly semanticType: SemanticType;
    }
  | {
      readonly kind: 'constant';
      readonly value: Value;
      readonly type: DataType;
      readonly semanticType: SemanticType;
    }
  | {
      readonly kind: 'call';
      readonly overload: ScalarOverload;
      readonly args: readonly Expression[];
      readonly type: DataType;
      readonly semanticType: SemanticType;
      readonly place: ScriptPlace;
    };

/** An expression and all its parts, each once, however many ways lead to it: `x = x + x` shares its operand. */
export function partsOf(expression: Expression): Iterable<Expression> {
  const parts = new Set([expression]);
  // A set goes on with what is added on the way.
  for (const part of parts) if (part.kind === 'call') for (const arg of part.args) parts.add(arg);
  return parts;
}

/** A node of the dataflow graph; `relation` is what comes out of it. Nodes may have several readers. */
export type Operator = { readonly place: ScriptPlace; readonly relation: Relation } & (
  | {
      readonly op: 'source';
      readonly table: string;
      readonly startNs?: bigint;
      readonly endNs?: bigint;
      readonly streaming: boolean;
    }
  | {
      readonly op: 'table-function';
      readonly fn: TableFunction;
      readonly args: Readonly<Record<string, Value>>;
    }
  /** The output columns, in the relation's order, each by its expression over the parent. */
  | {
      readonly op: 'map';
      readonly parent: Operator;
      readonly expressions: readonly Expression[];
    }
  | {
      readonly op: 'filter';
      readonly parent: Operator;
      readonly condition: Expression;
    }
  | { readonly op: 'limit'; readonly parent: Operator; readonly rows: number }
  /** Group columns first, then one column an aggregate. No group columns: one row, also over no rows. */
  | {
      readonly op: 'aggregate';
      readonly parent: Operator;
      readonly groupBy: readonly string[];
      readonly aggregates: readonly {
        readonly overload: AggregateOverload;
        readonly args: readonly string[];
      }[];
    }
  | {
      readonly op: 'join';
      readonly left: Operator;
      readonly right: Operator;
      readonly how: 'inner' | 'left' | 'right' | 'outer';
      readonly leftOn: readonly string[];
      readonly rightOn: readonly string[];
      /** Where each output column comes from, in the relation's order. */
      readonly output: readonly { readonly side: 'left' | 'right'; readonly column: string }[];
    }
  /** Same columns in every parent, matched by name. */
  | { readonly op: 'union'; readonly parents: readonly Operator[] }
);

export interface Sink {
  readonly name: string;
  readonly input: Operator;
}

/** What a script compiles to. */
export interface Plan {
  readonly sinks: readonly Sink[];
  /** `#px:set` directives (pixie.md §4.9). */
  readonly directives: {
    readonly explain: boolean;
    readonly analyze: boolean;
    readonly maxOutputRowsPerTable: number;
  };
}
