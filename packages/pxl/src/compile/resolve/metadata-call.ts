import type { Relation } from '../../columns/types.js';
import { PxlError } from '../../pxl-error.js';
import type { ScriptPlace } from '../../syntax/ast.js';
import { callNode, type ExpressionNode } from '../expression-node.js';

/** Other names of metadata keys. */
const aliases: Readonly<Record<string, string>> = {
  service: 'service_name',
  pod: 'pod_name',
  deployment: 'deployment_name',
  replica_set_id: 'replicaset_id',
  replica_set: 'replicaset_name',
  replicaset: 'replicaset_name',
  node: 'node_name',
  host: 'hostname',
  container: 'container_name',
  cmd: 'cmdline',
};

/** Columns that a key can be made from, in order (pixie.md §4.7). */
const sources: Readonly<Record<string, readonly string[]>> = {
  container_id: ['upid'],
  container_name: ['upid'],
  cmdline: ['upid'],
  hostname: ['upid'],
  pid: ['upid'],
  asid: ['upid'],
  service_id: ['upid', 'service_name', 'pod_id', 'pod_name'],
  service_name: ['upid', 'service_id', 'pod_id', 'pod_name'],
  pod_id: ['upid', 'pod_name'],
  pod_name: ['upid', 'pod_id'],
  deployment_id: ['upid', 'deployment_name', 'pod_id', 'pod_name', 'replicaset_id', 'replicaset_name'],
  deployment_name: ['upid', 'deployment_id', 'pod_id', 'pod_name', 'replicaset_id', 'replicaset_name'],
  replicaset_id: ['upid', 'pod_id', 'pod_name', 'replicaset_name'],
  replicaset_name: ['upid', 'pod_id', 'pod_name', 'replicaset_id'],
  namespace: ['upid', 'pod_id', 'pod_name', 'service_name'],
  node_name: ['upid', 'pod_id'],
};

/** The function call behind `df.ctx[key]` on a frame with these columns. */
export function metadataCall(key: string, relation: Relation, place: ScriptPlace): ExpressionNode {
  const name = (Object.hasOwn(aliases, key) ? aliases[key] : undefined) ?? key;
  const candidates = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (candidates === undefined) throw PxlError.at(place, `'${key}' unavailable metadata key.`);
  const has = (column: string): boolean => relation.some((candidate) => candidate.name === column);
  const source = candidates.find(has);
  if (source === undefined) {
    throw PxlError.at(
      place,
      `Can't resolve metadata because of lack of converting columns in the parent. Need one of [${candidates.join(',')}]. Parent type has columns [${relation.map((column) => column.name).join(',')}] available.`,
    );
  }
  const column = (columnName: string): ExpressionNode => ({ kind: 'column', name: columnName, place });
  if (name === 'pod_name' && source === 'upid' && has('local_addr') && has('time_')) {
    return callNode(
      '_upid_to_podname_local_addr_fallback',
      ['upid', 'local_addr', 'time_'].map(column),
      place,
    );
  }
  return callNode(`${source}_to_${name}`, [column(source)], place);
}
