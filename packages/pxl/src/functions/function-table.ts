import type { DataType, Relation, SemanticType, Value } from '../columns/types.js';
import type { AggregateImplementation, ScalarImplementation, TableImplementation } from './implementation.js';

/** One overload of a scalar function (UDF). Overloads match argument types exactly (pixie.md §3.6). */
export interface ScalarOverload {
  readonly name: string;
  readonly argTypes: readonly DataType[];
  /** Arguments that must be constants, by index (regex patterns). */
  readonly constantArgs?: readonly number[];
  readonly returnType: DataType;
  /** Semantic type of the result from those of the arguments (pixie.md §3.7). */
  semanticType(args: readonly SemanticType[]): SemanticType;
  readonly doc: string;
  /** How the executor computes it; opaque to the compiler. */
  readonly implementation: ScalarImplementation;
}

/** One overload of an aggregate function (UDA). */
export interface AggregateOverload {
  readonly name: string;
  readonly argTypes: readonly DataType[];
  readonly returnType: DataType;
  semanticType(args: readonly SemanticType[]): SemanticType;
  readonly doc: string;
  readonly implementation: AggregateImplementation;
}

/** A table-producing function (UDTF). */
export interface TableFunction {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly type: DataType; readonly default?: Value }[];
  readonly relation: Relation;
  readonly doc: string;
  readonly implementation: TableImplementation;
}

/** The one table of functions: compile errors, GetUDFList, the docs and the executor read it. */
export interface FunctionTable {
  /** Undefined where there is no scalar function of that name. */
  scalar(name: string): readonly ScalarOverload[] | undefined;
  aggregate(name: string): readonly AggregateOverload[] | undefined;
  tableFunction(name: string): TableFunction | undefined;
  /** The value of a call whose arguments are all constants, for folding. */
  fold(overload: ScalarOverload, args: readonly Value[]): Value;
  readonly names: {
    readonly scalar: readonly string[];
    readonly aggregate: readonly string[];
    readonly tableFunction: readonly string[];
  };
}
