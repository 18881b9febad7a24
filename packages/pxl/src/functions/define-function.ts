import type { DataType, Value } from '../columns/types.js';
import type { ExecutionContext } from './execution-context.js';
import type { AggregateOverload, ScalarOverload } from './function-table.js';
import type { AggregateImplementation, ScalarImplementation } from './implementation.js';
import { noSemantics, type SemanticRule } from './semantic-rules.js';

interface Details {
  readonly doc: string;
  readonly semanticType?: SemanticRule;
  /** Arguments that must be constants, by index. */
  readonly constantArgs?: readonly number[];
}

/** `'STRING,INT64->BOOLEAN'` as argument types and result. */
function parseSignature(signature: string): { argTypes: DataType[]; returnType: DataType } {
  const [args = '', result = ''] = signature.split('->');
  return { argTypes: args === '' ? [] : (args.split(',') as DataType[]), returnType: result as DataType };
}

/** A scalar overload computed value by value. `signature` is e.g. `'STRING,INT64->BOOLEAN'`. */
export function byValue(
  name: string,
  signature: string,
  apply: (args: readonly Value[], context: ExecutionContext) => Value,
  details: Details,
): ScalarOverload {
  return scalar(name, signature, { by: 'value', apply }, details);
}

/** A scalar overload computed over whole columns. */
export function byColumn(
  name: string,
  signature: string,
  apply: (ScalarImplementation & { by: 'column' })['apply'],
  details: Details,
): ScalarOverload {
  return scalar(name, signature, { by: 'column', apply }, details);
}

function scalar(
  name: string,
  signature: string,
  implementation: ScalarImplementation,
  details: Details,
): ScalarOverload {
  return {
    name,
    ...parseSignature(signature),
    ...(details.constantArgs !== undefined && { constantArgs: details.constantArgs }),
    semanticType: details.semanticType ?? noSemantics,
    doc: details.doc,
    implementation,
  };
}

/** An aggregate overload. */
export function aggregate(
  name: string,
  signature: string,
  apply: AggregateImplementation['apply'],
  details: Details,
): AggregateOverload {
  return {
    name,
    ...parseSignature(signature),
    semanticType: details.semanticType ?? noSemantics,
    doc: details.doc,
    implementation: { apply },
  };
}
