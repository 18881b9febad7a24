import { constantColumn, valueAt } from '../columns/column.js';
import type { Value } from '../columns/types.js';
import { PxlError } from '../pxl-error.js';
import { aggregateFunctions } from './aggregate-functions.js';
import type { ExecutionContext } from './execution-context.js';
import type { AggregateOverload, FunctionTable, ScalarOverload, TableFunction } from './function-table.js';
import { jsonFunctions } from './json-functions.js';
import { logicFunctions } from './logic-functions.js';
import { mathFunctions } from './math-functions.js';
import { hostFunctions } from './metadata/host-functions.js';
import { lookupFunctions } from './metadata/lookup-functions.js';
import { upidFunctions } from './metadata/upid-functions.js';
import { piiFunctions } from './pii-functions.js';
import { protocolFunctions } from './protocols/protocol-functions.js';
import { regexFunctions } from './regex-functions.js';
import { requestPathFunctions } from './request-path-functions.js';
import { samplingFunctions } from './sampling-functions.js';
import { sqlFunctions } from './sql-functions.js';
import { stringFunctions } from './string-functions.js';
import { tableFunctions } from './table-functions.js';
import { uriFunctions } from './uri-functions.js';

const scalars = byName<ScalarOverload>([
  ...mathFunctions,
  ...logicFunctions,
  ...stringFunctions,
  ...jsonFunctions,
  ...lookupFunctions,
  ...upidFunctions,
  ...hostFunctions,
  ...regexFunctions,
  ...uriFunctions,
  ...protocolFunctions,
  ...requestPathFunctions,
  ...sqlFunctions,
  ...piiFunctions,
]);
const aggregates = byName<AggregateOverload>([...aggregateFunctions, ...samplingFunctions]);
const tables = new Map<string, TableFunction>(
  tableFunctions({ scalars: [...scalars.values()].flat(), aggregates: [...aggregates.values()].flat() }).map(
    (fn) => [fn.name, fn],
  ),
);

/** All functions of PxL (pixie.md, appendix A). */
export const builtinFunctions: FunctionTable = {
  scalar: (name) => scalars.get(name),
  aggregate: (name) => aggregates.get(name),
  tableFunction: (name) => tables.get(name),
  fold,
  names: {
    scalar: [...scalars.keys()],
    aggregate: [...aggregates.keys()],
    tableFunction: [...tables.keys()],
  },
};

function byName<T extends { readonly name: string }>(overloads: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const overload of overloads) {
    const known = found.get(overload.name);
    if (known === undefined) found.set(overload.name, [overload]);
    else known.push(overload);
  }
  return found;
}

/** Folding happens while a script is compiled: what depends on a cluster can't be folded. */
const nothingKnown = new Proxy({} as ExecutionContext, {
  get: (_target, property) => {
    throw PxlError.nowhere(`${String(property)} is not known while the script is compiled`);
  },
});

function fold({ implementation, argTypes }: ScalarOverload, args: readonly Value[]): Value {
  if (implementation.by === 'value') return implementation.apply(args, nothingKnown);
  const columns = args.map((value, index) => constantColumn(argTypes[index] ?? 'STRING', value, 1));
  return valueAt(implementation.apply(columns, 1, nothingKnown), 0);
}
