import {
  builtinFunctions,
  compileScript,
  executePlan,
  type Recording,
  relationsOf,
  resultRows,
} from '@chaoskit/pxl';
import type { Query, QueryTable } from './query.js';

/** Runs a script over a recording; `nowNs` is the query's now, ns since the epoch. Throws `PxlError`. */
export function queryRecording(
  { store, metadata }: Recording,
  nowNs: bigint,
  { script, functions }: Query,
  signal: AbortSignal,
): QueryTable[] {
  const plan = compileScript(script, {
    functions: builtinFunctions,
    tables: relationsOf(store),
    nowNs,
    execFunctions: functions,
  });
  return executePlan(plan, store, { metadata, nowNs }, signal).tables.map(({ name, table }) => ({
    name,
    relation: table.relation,
    rows: resultRows(table),
  }));
}
