import { buildColumn } from '../columns/build-column.js';
import { type Column, codedColumn, valueAt, zeroValue } from '../columns/column.js';
import { gather } from '../columns/reshape-column.js';
import type { DataType } from '../columns/types.js';
import { aggregate } from './define-function.js';
import type { AggregateOverload } from './function-table.js';
import type { GroupedRows } from './implementation.js';

const allTypes: readonly DataType[] = ['BOOLEAN', 'INT64', 'UINT128', 'FLOAT64', 'STRING', 'TIME64NS'];

/** The first row of each group: a sample that is the same at every run. */
function sample([arg]: readonly Column[], { rows, groupOf, count }: GroupedRows): Column {
  const column = arg as Column;
  const chosen = new Int32Array(count).fill(-1);
  for (let row = 0; row < rows; row++) {
    const group = groupOf[row] as number;
    if ((chosen[group] as number) < 0) chosen[group] = row;
  }
  if (rows === 0)
    return buildColumn(
      column.type,
      Array.from(chosen, () => zeroValue(column.type)),
    );
  return gather(column, Uint32Array.from(chosen));
}

/** More endpoints than this at one place are taken for one that varies. */
const mostValuesOfAPart = 20;

/** Endpoints of the request paths of each group: parts that vary much become `*`. A JSON list. */
function buildClusters([arg]: readonly Column[], { rows, groupOf, count }: GroupedRows): Column {
  const paths = Array.from({ length: count }, () => new Set<string>());
  for (let row = 0; row < rows; row++)
    paths[groupOf[row] as number]?.add(valueAt(arg as Column, row) as string);
  const texts = paths.map((group) => JSON.stringify(clusterPaths([...group])));
  return codedColumn(
    'STRING',
    Uint32Array.from(texts, (_, group) => group),
    texts,
  );
}

function clusterPaths(paths: readonly string[]): string[] {
  const byLength = new Map<number, string[][]>();
  for (const path of paths) {
    const parts = path.split('?')[0]?.split('/') ?? [];
    const known = byLength.get(parts.length);
    if (known === undefined) byLength.set(parts.length, [parts]);
    else known.push(parts);
  }
  const endpoints = new Set<string>();
  for (const [length, group] of byLength) {
    const varies = Array.from(
      { length },
      (_, at) => new Set(group.map((parts) => parts[at])).size > mostValuesOfAPart,
    );
    for (const parts of group) endpoints.add(parts.map((part, at) => (varies[at] ? '*' : part)).join('/'));
  }
  return [...endpoints].sort();
}

/** Aggregates that choose or cluster (pixie.md, appendix A.2). */
export const samplingFunctions: readonly AggregateOverload[] = [
  ...allTypes.map((type) =>
    aggregate('sample', `${type}->${type}`, sample, { doc: 'One row of the group: the first.' }),
  ),
  aggregate('_build_request_path_clusters', 'STRING->STRING', buildClusters, {
    doc: 'Endpoints that the request paths belong to, as a JSON list.',
  }),
];
