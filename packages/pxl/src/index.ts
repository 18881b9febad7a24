export { buildColumn } from './columns/build-column.js';
export type { Column } from './columns/column.js';
export { valueAt } from './columns/column.js';
export { encodeValue } from './columns/json-value.js';
export type { ColumnSpec, DataType, Relation, SemanticType, Uint128, Value } from './columns/types.js';
export { formatUuid, parseUuid } from './columns/uuid-text.js';
export { type CompileOptions, compileScript } from './compile/compile-script.js';
export type { FunctionToExecute } from './compile/exec-functions.js';
export { type ExecutionResult, executePlan, type ResultTable, resultRows } from './execute/execute-plan.js';
export type { StoredRows, TableStore } from './execute/table-store.js';
export { builtinFunctions } from './functions/builtin-functions.js';
export type { ExecutionContext } from './functions/execution-context.js';
export type {
  AggregateOverload,
  FunctionTable,
  ScalarOverload,
  TableFunction,
} from './functions/function-table.js';
export { hintOfLimit, limits } from './limits.js';
export type * from './metadata/cluster-metadata.js';
export { emptyMetadata } from './metadata/empty-metadata.js';
export { generateOtelScript } from './otel/generate-otel-script.js';
export type { Expression, Operator, Plan, Sink } from './plan/operators.js';
export { parentsFirst, parentsOf } from './plan/parents-of.js';
export { PxlError, type ScriptProblem } from './pxl-error.js';
export {
  parseRecording,
  type ReadRecordingFile,
  type Recording,
  RecordingError,
} from './recording/parse-recording.js';
export { relationsOf } from './schemas/relations-of.js';
export { standardTables, type TableSchema } from './schemas/standard-tables.js';
export { parseScript } from './syntax/parse-script.js';
export { functionsOfVis } from './vis/functions-of-vis.js';
