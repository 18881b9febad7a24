import { buildColumn } from '../columns/build-column.js';
import type { ColumnSpec, DataType, Value } from '../columns/types.js';
import { compileScript } from '../compile/compile-script.js';
import { executePlan, resultRows } from '../execute/execute-plan.js';
import type { TableStore } from '../execute/table-store.js';
import { builtinFunctions } from '../functions/builtin-functions.js';
import { emptyMetadata } from '../metadata/empty-metadata.js';
import { relationsOf } from '../schemas/relations-of.js';

/** A small table of a test: `{name: 'INT64'}` and rows of values. */
export interface SmallTable {
  readonly columns: Readonly<Record<string, DataType>>;
  readonly rows: readonly (readonly Value[])[];
}

function storeOf(tables: Readonly<Record<string, SmallTable>>): TableStore {
  const specs = Object.entries(tables).map(([name, { columns }]) => ({
    name,
    desc: '',
    relation: Object.entries(columns).map(
      ([column, type]): ColumnSpec => ({ name: column, type, semanticType: 'ST_NONE' }),
    ),
  }));
  return {
    tables: specs,
    read(name) {
      const table = tables[name];
      const relation = specs.find((spec) => spec.name === name)?.relation;
      if (table === undefined || relation === undefined) return undefined;
      return {
        rows: table.rows.length,
        column(column) {
          const index = relation.findIndex((spec) => spec.name === column);
          return buildColumn(
            relation[index]?.type ?? 'STRING',
            table.rows.map((row) => row[index] ?? ''),
          );
        },
      };
    },
  };
}

/** Runs a script over small tables; answers the rows of its tables by name. */
export function query(
  script: string,
  tables: Readonly<Record<string, SmallTable>>,
  nowNs = 0n,
): Record<string, Value[][]> {
  const store = storeOf(tables);
  const plan = compileScript(script, { functions: builtinFunctions, tables: relationsOf(store), nowNs });
  const { tables: results } = executePlan(
    plan,
    store,
    { metadata: emptyMetadata, nowNs },
    new AbortController().signal,
  );
  return Object.fromEntries(results.map(({ name, table }) => [name, resultRows(table)]));
}
