import { uint128Key } from '../columns/column.js';
import type { Uint128 } from '../columns/types.js';
import type {
  ClusterMetadata,
  ContainerInfo,
  NodeInfo,
  PodInfo,
  ProcessInfo,
  ServiceInfo,
  WorkloadInfo,
} from './cluster-metadata.js';

/** The cluster's objects by what functions look them up with. */
export interface MetadataIndex {
  readonly process: (upid: Uint128) => ProcessInfo | undefined;
  readonly podOfUpid: (upid: Uint128) => PodInfo | undefined;
  readonly containerOfUpid: (upid: Uint128) => ContainerInfo | undefined;
  readonly podById: ReadonlyMap<string, PodInfo>;
  readonly podByName: ReadonlyMap<string, PodInfo>;
  readonly podsByIp: ReadonlyMap<string, readonly PodInfo[]>;
  readonly serviceById: ReadonlyMap<string, ServiceInfo>;
  readonly serviceByName: ReadonlyMap<string, ServiceInfo>;
  readonly serviceByIp: ReadonlyMap<string, ServiceInfo>;
  readonly containerById: ReadonlyMap<string, ContainerInfo>;
  readonly containerByName: ReadonlyMap<string, ContainerInfo>;
  readonly replicaSetById: ReadonlyMap<string, WorkloadInfo>;
  readonly replicaSetByName: ReadonlyMap<string, WorkloadInfo>;
  readonly deploymentById: ReadonlyMap<string, WorkloadInfo>;
  readonly deploymentByName: ReadonlyMap<string, WorkloadInfo>;
  readonly nodeByName: ReadonlyMap<string, NodeInfo>;
  readonly namespaceByName: ReadonlyMap<string, { readonly uid: string }>;
}

const indexes = new WeakMap<ClusterMetadata, MetadataIndex>();

/** The index of a snapshot; made once, at its first use. */
export function metadataIndex(metadata: ClusterMetadata): MetadataIndex {
  const known = indexes.get(metadata) ?? build(metadata);
  indexes.set(metadata, known);
  return known;
}

/** What runs wins over what has stopped, the later over the earlier. */
function byKey<T extends { readonly startTimeNs?: bigint; readonly stopTimeNs?: bigint }>(
  items: readonly T[],
  key: (item: T) => string,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    const other = found.get(key(item));
    if (other === undefined || rank(item) >= rank(other)) found.set(key(item), item);
  }
  return found;
}

const rank = ({
  startTimeNs = 0n,
  stopTimeNs = 0n,
}: {
  readonly startTimeNs?: bigint;
  readonly stopTimeNs?: bigint;
}): bigint => (stopTimeNs === 0n ? startTimeNs + (1n << 64n) : startTimeNs);

function build(metadata: ClusterMetadata): MetadataIndex {
  const processes = new Map(metadata.processes.map((process) => [uint128Key(process.upid), process]));
  const containerById = byKey(metadata.containers, ({ id }) => id);
  const podById = byKey(metadata.pods, ({ uid }) => uid);
  const podsByIp = new Map<string, PodInfo[]>();
  for (const pod of metadata.pods) podsByIp.set(pod.ip, [...(podsByIp.get(pod.ip) ?? []), pod]);
  const containerOfUpid = (upid: Uint128): ContainerInfo | undefined =>
    containerById.get(processes.get(uint128Key(upid))?.containerId ?? '');
  return {
    process: (upid) => processes.get(uint128Key(upid)),
    containerOfUpid,
    podOfUpid: (upid) => podById.get(containerOfUpid(upid)?.podUid ?? ''),
    podById,
    podByName: byKey(metadata.pods, ({ name }) => name),
    podsByIp,
    serviceById: byKey(metadata.services, ({ uid }) => uid),
    serviceByName: byKey(metadata.services, ({ name }) => name),
    serviceByIp: byKey(
      metadata.services.filter(({ clusterIp }) => clusterIp !== ''),
      ({ clusterIp }) => clusterIp,
    ),
    containerById,
    containerByName: byKey(metadata.containers, ({ name }) => name),
    replicaSetById: byKey(metadata.replicaSets, ({ uid }) => uid),
    replicaSetByName: byKey(metadata.replicaSets, ({ name }) => name),
    deploymentById: byKey(metadata.deployments, ({ uid }) => uid),
    deploymentByName: byKey(metadata.deployments, ({ name }) => name),
    nodeByName: new Map(metadata.nodes.map((node) => [node.name, node])),
    namespaceByName: new Map(metadata.namespaces.map((namespace) => [namespace.name, namespace])),
  };
}
