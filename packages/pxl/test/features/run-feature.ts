import { readFileSync } from 'node:fs';
import {
  builtinFunctions,
  compileScript,
  executePlan,
  type FunctionToExecute,
  functionsOfVis,
  relationsOf,
  resultRows,
  type Value,
} from '@chaoskit/pxl';
import { cluster, nowNs } from './dataset/cluster.js';
import { store } from './dataset/store.js';

/** How a script is to be run. */
export interface Run {
  /** Functions of the script to execute, and their arguments. */
  readonly execute?: readonly FunctionToExecute[];
  /** Values of the variables of the `vis.json` beside the script. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface OutputTable {
  readonly columns: readonly string[];
  readonly semanticTypes: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** Runs a script over the recording; answers its tables by name. */
export function runFeature(file: string, { execute, variables }: Run): Readonly<Record<string, OutputTable>> {
  const functions =
    variables === undefined
      ? (execute ?? [])
      : functionsOfVis(JSON.parse(readFileSync(file.replace(/\.pxl$/, '.vis.json'), 'utf8')), variables);
  const plan = compileScript(readFileSync(file, 'utf8'), {
    functions: builtinFunctions,
    tables: relationsOf(store),
    nowNs,
    execFunctions: functions,
  });
  const { signal } = new AbortController();
  const { tables } = executePlan(plan, store, { metadata: cluster, nowNs }, signal);
  return Object.fromEntries(
    tables.map(({ name, table }) => {
      const columns = table.relation.map((column) => column.name);
      const rows = resultRows(table).map((row) =>
        Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])),
      );
      const semanticTypes = Object.fromEntries(
        table.relation.map((column) => [column.name, column.semanticType]),
      );
      return [name, { columns, semanticTypes, rows }];
    }),
  );
}
