export type { ColumnSpec, DataType, Relation, SemanticType, Value } from './columns/types.js';
export type {
  AggregateOverload,
  FunctionTable,
  ScalarOverload,
  TableFunction,
} from './functions/function-table.js';
export type { Expression, Operator, Plan, Sink } from './plan/operators.js';
