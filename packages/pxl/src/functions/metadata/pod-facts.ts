import type {
  ContainerInfo,
  Owner,
  PodInfo,
  ServiceInfo,
  WorkloadInfo,
} from '../../metadata/cluster-metadata.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import { stringList } from '../json-text.js';

/** One value as it is, several as a JSON array, none as nothing (pixie.md §4.7). */
export function oneOrArray(values: readonly string[]): string {
  const [only] = values;
  if (values.length === 0 || only === undefined) return '';
  return values.length === 1 ? only : stringList(values);
}

/** The services of a pod that still run. */
export function servicesOf(pod: PodInfo | undefined, index: MetadataIndex): ServiceInfo[] {
  return (pod?.services ?? []).flatMap((uid) => {
    const service = index.serviceById.get(uid);
    return service !== undefined && service.stopTimeNs === 0n ? [service] : [];
  });
}

function owned<T>(
  owners: readonly Owner[] | undefined,
  kind: string,
  byId: ReadonlyMap<string, T>,
): T | undefined {
  const owner = owners?.find((candidate) => candidate.kind === kind);
  return owner && byId.get(owner.uid);
}

export const replicaSetOf = (pod: PodInfo | undefined, index: MetadataIndex): WorkloadInfo | undefined =>
  owned(pod?.owners, 'ReplicaSet', index.replicaSetById);

export const deploymentOfReplicaSet = (
  replicaSet: WorkloadInfo | undefined,
  index: MetadataIndex,
): WorkloadInfo | undefined => owned(replicaSet?.owners, 'Deployment', index.deploymentById);

export const deploymentOf = (pod: PodInfo | undefined, index: MetadataIndex): WorkloadInfo | undefined =>
  deploymentOfReplicaSet(replicaSetOf(pod, index), index);

/** JSON of a pod's state; an unknown pod has the phase Unknown. */
export function podStatus(pod: PodInfo | undefined): string {
  return JSON.stringify({
    phase: pod?.phase ?? 'Unknown',
    message: pod?.phaseMessage ?? '',
    reason: pod?.phaseReason ?? '',
    ready: pod?.ready ?? false,
  });
}

export function containerStatus(container: ContainerInfo | undefined): string {
  return JSON.stringify({
    state: container?.state ?? 'Unknown',
    message: container?.stateMessage ?? '',
    reason: container?.stateReason ?? '',
  });
}

/** A JSON array of strings, each the JSON of an owner: so it is upstream. */
export const ownersText = (owners: readonly Owner[] | undefined): string =>
  owners === undefined
    ? ''
    : stringList(owners.map(({ uid, kind, name }) => JSON.stringify({ uid, kind, name })));

/** A workload that has not stopped. */
export const running = (workload: WorkloadInfo | undefined): WorkloadInfo | undefined =>
  workload?.stopTimeNs === 0n ? workload : undefined;

/** The namespace of `namespace/name`: exactly one `/` is needed. */
export function namespaceOf(name: string): string {
  const parts = name.split('/');
  return parts.length === 2 ? (parts[0] ?? '') : '';
}
