import type { Relation } from '../../columns/types.js';
import type { FunctionTable } from '../../functions/function-table.js';
import { PxlError } from '../../pxl-error.js';
import type { ExportedColumn } from '../query-value.js';
import { PlanSize } from './plan-size.js';
import { resolveExpression } from './resolve-expression.js';

/** Checks the columns that an export reads of a frame with this relation. */
export function checkExport(
  columns: readonly ExportedColumn[],
  relation: Relation,
  functions: FunctionTable,
): void {
  for (const { node, what, types } of columns) {
    const { type } = resolveExpression(node, { relation, functions, size: new PlanSize() });
    if (types.includes(type)) continue;
    const name = node.kind === 'column' ? node.name : node.kind === 'metadata' ? node.key : '';
    throw PxlError.at(
      node.place,
      `Expected ${what} column '${name}' to be ${listed(types)}, received ${type}`,
    );
  }
}

function listed(types: readonly string[]): string {
  if (types.length < 3) return types.join(' or ');
  return `${types.slice(0, -1).join(', ')}, or ${types.at(-1)}`;
}
