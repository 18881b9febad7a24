import type { SemanticType, Uint128, Value } from '../../columns/types.js';
import type { Lifetime, PodInfo, WorkloadInfo } from '../../metadata/cluster-metadata.js';
import { type MetadataIndex, metadataIndex } from '../../metadata/metadata-index.js';
import { byValue } from '../define-function.js';
import type { ScalarOverload } from '../function-table.js';
import { stringList } from '../json-text.js';
import { always } from '../semantic-rules.js';
import {
  containerStatus,
  deploymentOf,
  deploymentOfReplicaSet,
  namespaceOf,
  oneOrArray,
  ownersText,
  podStatus,
  replicaSetOf,
  running,
  servicesOf,
} from './pod-facts.js';

interface Fact<T> {
  readonly name: string;
  readonly of: (subject: T | undefined, index: MetadataIndex) => Value;
  readonly type?: 'STRING' | 'TIME64NS' | 'INT64';
  readonly semantic?: SemanticType;
  readonly doc: string;
}

/** `<source>_to_<fact>` for each fact: looks the subject up by the argument and tells the fact of it. */
function lookups<T>(
  source: string,
  argType: 'STRING' | 'UINT128',
  find: (key: Value, index: MetadataIndex) => T | undefined,
  facts: readonly Fact<T>[],
): ScalarOverload[] {
  return facts.map(({ name, of, type = 'STRING', semantic, doc }) =>
    byValue(
      `${source}_to_${name}`,
      `${argType}->${type}`,
      ([key], { metadata }) => {
        const index = metadataIndex(metadata);
        return of(find(key as Value, index), index);
      },
      { doc, ...(semantic !== undefined && { semanticType: always(semantic) }) },
    ),
  );
}

const text = (key: Value): string => key as string;

const lifetimes: readonly Fact<Lifetime>[] = [
  {
    name: 'start_time',
    type: 'TIME64NS',
    of: (subject) => subject?.startTimeNs ?? 0n,
    doc: 'When it started; 0 when unknown.',
  },
  {
    name: 'stop_time',
    type: 'TIME64NS',
    of: (subject) => subject?.stopTimeNs ?? 0n,
    doc: 'When it stopped; 0 = still running.',
  },
];

/** Facts that a pod tells whatever it was found by. */
const podFacts: readonly Fact<PodInfo>[] = [
  {
    name: 'service_name',
    semantic: 'ST_SERVICE_NAME',
    of: (pod, index) => oneOrArray(servicesOf(pod, index).map(({ name }) => name)),
    doc: 'Services that select the pod.',
  },
  {
    name: 'service_id',
    of: (pod, index) => oneOrArray(servicesOf(pod, index).map(({ uid }) => uid)),
    doc: 'Uids of the services that select the pod.',
  },
];

/** What a pod belongs to; of a process, only what still runs. */
const ownedBy = (kept: (workload: WorkloadInfo | undefined) => WorkloadInfo | undefined): Fact<PodInfo>[] => [
  {
    name: 'replicaset_name',
    of: (pod, index) => kept(replicaSetOf(pod, index))?.name ?? '',
    doc: "The pod's replica set.",
  },
  {
    name: 'replicaset_id',
    of: (pod, index) => kept(replicaSetOf(pod, index))?.uid ?? '',
    doc: "Uid of the pod's replica set.",
  },
  {
    name: 'deployment_name',
    of: (pod, index) => kept(deploymentOf(pod, index))?.name ?? '',
    doc: "The pod's deployment.",
  },
  {
    name: 'deployment_id',
    of: (pod, index) => kept(deploymentOf(pod, index))?.uid ?? '',
    doc: "Uid of the pod's deployment.",
  },
];
const anyWorkload = (workload: WorkloadInfo | undefined): WorkloadInfo | undefined => workload;

const namespaceFact: Fact<{ readonly name: string }> = {
  name: 'namespace',
  semantic: 'ST_NAMESPACE_NAME',
  of: (subject) => namespaceOf(subject?.name ?? ''),
  doc: 'The namespace.',
};
const nodeFact: Fact<PodInfo> = {
  name: 'node_name',
  semantic: 'ST_NODE_NAME',
  of: (pod) => pod?.node ?? '',
  doc: 'The node that the pod runs on.',
};
const podNameFact: Fact<PodInfo> = {
  name: 'pod_name',
  semantic: 'ST_POD_NAME',
  of: (pod) => pod?.name ?? '',
  doc: 'The pod as namespace/name.',
};
const podIdFact: Fact<PodInfo> = { name: 'pod_id', of: (pod) => pod?.uid ?? '', doc: 'Uid of the pod.' };
const ownerFact: Fact<{ readonly owners: PodInfo['owners'] }> = {
  name: 'owner_references',
  of: (subject) => ownersText(subject?.owners),
  doc: 'Owners as a JSON array.',
};

/** JSON of a workload's counts; of those only the replicas are recorded. Nothing for an unknown one. */
const workloadStatus =
  (...counts: readonly string[]) =>
  (workload: WorkloadInfo | undefined): string => {
    if (workload === undefined) return '';
    const zeros = Object.fromEntries(counts.map((name) => [name, 0]));
    return JSON.stringify({ replicas: workload.replicas, ...zeros, conditions: '' });
  };
const replicaSetStatus = workloadStatus(
  'fully_labeled_replicas',
  'ready_replicas',
  'available_replicas',
  'requested_replicas',
  'observed_generation',
);
const deploymentStatus = workloadStatus(
  'updated_replicas',
  'ready_replicas',
  'available_replicas',
  'unavailable_replicas',
  'requested_replicas',
  'observed_generation',
);

const upidFunctions: readonly ScalarOverload[] = [
  ...lookups('upid', 'UINT128', (upid, index) => index.podOfUpid(upid as Uint128), [
    ...podFacts,
    ...ownedBy(running),
    namespaceFact,
    nodeFact,
    podNameFact,
    podIdFact,
    {
      name: 'hostname',
      of: (pod, index) => pod?.hostname || (index.nodeByName.get(pod?.node ?? '')?.hostname ?? ''),
      doc: 'Host name of the node.',
    },
    { name: 'pod_qos', of: (pod) => pod?.qosClass ?? '', doc: "The pod's quality of service class." },
    { name: 'pod_status', semantic: 'ST_POD_STATUS', of: podStatus, doc: "The pod's state as JSON." },
  ]),
  ...lookups('upid', 'UINT128', (upid, index) => index.containerOfUpid(upid as Uint128), [
    {
      name: 'container_name',
      semantic: 'ST_CONTAINER_NAME',
      of: (container) => container?.name ?? '',
      doc: 'The container of the process.',
    },
  ]),
  ...lookups('upid', 'UINT128', (upid, index) => index.process(upid as Uint128), [
    { name: 'cmdline', of: (process) => process?.cmdline ?? '', doc: 'Command line of the process.' },
    {
      name: 'container_id',
      of: (process) => process?.containerId ?? '',
      doc: 'Id of the container of the process.',
    },
  ]),
];

const podFunctions: readonly ScalarOverload[] = [
  ...lookups('pod_id', 'STRING', (id, index) => index.podById.get(text(id)), [
    ...podFacts,
    ...ownedBy(anyWorkload),
    ...lifetimes,
    namespaceFact,
    nodeFact,
    podNameFact,
    ownerFact,
    { name: 'pod_labels', of: (pod) => pod?.labels ?? '', doc: 'Labels of the pod as JSON.' },
  ]),
  ...lookups('pod_name', 'STRING', (name, index) => index.podByName.get(text(name)), [
    ...podFacts.filter(({ name }) => name !== 'service_name'),
    ...ownedBy(anyWorkload),
    ...lifetimes,
    podIdFact,
    ownerFact,
    { name: 'pod_ip', of: (pod) => pod?.ip ?? '', doc: 'Address of the pod.' },
    { name: 'status', semantic: 'ST_POD_STATUS', of: podStatus, doc: "The pod's state as JSON." },
  ]),
  byValue('pod_name_to_namespace', 'STRING->STRING', ([name]) => namespaceOf(text(name as Value)), {
    doc: 'The part of the name before the `/`.',
    semanticType: always('ST_NAMESPACE_NAME'),
  }),
  byValue(
    'pod_name_to_service_name',
    'STRING->STRING',
    ([name], { metadata }) => {
      const index = metadataIndex(metadata);
      return oneOrArray(
        servicesOf(index.podByName.get(text(name as Value)), index).map((service) => service.name),
      );
    },
    {
      doc: 'Services that select the pod.',
      semanticType: ([type]) => (type === 'ST_POD_NAME' ? 'ST_SERVICE_NAME' : 'ST_NONE'),
    },
  ),
];

const serviceFunctions: readonly ScalarOverload[] = [
  ...lookups('service_id', 'STRING', (id, index) => index.serviceById.get(text(id)), [
    {
      name: 'service_name',
      semantic: 'ST_SERVICE_NAME',
      of: (service) => service?.name ?? '',
      doc: 'The service as namespace/name.',
    },
    {
      name: 'cluster_ip',
      semantic: 'ST_IP_ADDRESS',
      of: (service) => service?.clusterIp ?? '',
      doc: 'Cluster address of the service.',
    },
    {
      name: 'external_ips',
      of: (service) => (service === undefined ? '' : stringList(service.externalIps)),
      doc: 'External addresses as a JSON array.',
    },
  ]),
  ...lookups('service_name', 'STRING', (name, index) => index.serviceByName.get(text(name)), [
    { name: 'service_id', of: (service) => service?.uid ?? '', doc: 'Uid of the service.' },
  ]),
  byValue('service_name_to_namespace', 'STRING->STRING', ([name]) => namespaceOf(text(name as Value)), {
    doc: 'The part of the name before the `/`.',
    semanticType: always('ST_NAMESPACE_NAME'),
  }),
];

const containerFunctions: readonly ScalarOverload[] = [
  ...lookups('container_id', 'STRING', (id, index) => index.containerById.get(text(id)), [
    ...lifetimes,
    {
      name: 'status',
      semantic: 'ST_CONTAINER_STATUS',
      of: containerStatus,
      doc: "The container's state as JSON.",
    },
  ]),
  ...lookups('container_name', 'STRING', (name, index) => index.containerByName.get(text(name)), [
    ...lifetimes,
    { name: 'container_id', of: (container) => container?.id ?? '', doc: 'Id of the container.' },
  ]),
];

const replicaSetFacts: readonly Fact<WorkloadInfo>[] = [
  ...lifetimes,
  namespaceFact,
  ownerFact,
  { name: 'status', of: replicaSetStatus, doc: "The replica set's state as JSON." },
  {
    name: 'deployment_name',
    of: (replicaSet, index) => deploymentOfReplicaSet(replicaSet, index)?.name ?? '',
    doc: "The replica set's deployment.",
  },
  {
    name: 'deployment_id',
    of: (replicaSet, index) => deploymentOfReplicaSet(replicaSet, index)?.uid ?? '',
    doc: "Uid of the replica set's deployment.",
  },
];
const deploymentFacts: readonly Fact<WorkloadInfo>[] = [
  ...lifetimes,
  namespaceFact,
  { name: 'status', of: deploymentStatus, doc: "The deployment's state as JSON." },
];

const workloadFunctions: readonly ScalarOverload[] = [
  ...lookups('replicaset_id', 'STRING', (id, index) => index.replicaSetById.get(text(id)), [
    ...replicaSetFacts,
    {
      name: 'replicaset_name',
      of: (replicaSet) => replicaSet?.name ?? '',
      doc: 'The replica set as namespace/name.',
    },
  ]),
  ...lookups('replicaset_name', 'STRING', (name, index) => index.replicaSetByName.get(text(name)), [
    ...replicaSetFacts,
    { name: 'replicaset_id', of: (replicaSet) => replicaSet?.uid ?? '', doc: 'Uid of the replica set.' },
  ]),
  ...lookups('deployment_id', 'STRING', (id, index) => index.deploymentById.get(text(id)), [
    ...deploymentFacts,
    {
      name: 'deployment_name',
      of: (deployment) => deployment?.name ?? '',
      doc: 'The deployment as namespace/name.',
    },
  ]),
  ...lookups('deployment_name', 'STRING', (name, index) => index.deploymentByName.get(text(name)), [
    ...deploymentFacts,
    { name: 'deployment_id', of: (deployment) => deployment?.uid ?? '', doc: 'Uid of the deployment.' },
  ]),
];

/** Functions that look something up in the cluster's metadata (pixie.md §4.7, appendix A.1). */
export const lookupFunctions: readonly ScalarOverload[] = [
  ...upidFunctions,
  ...podFunctions,
  ...serviceFunctions,
  ...containerFunctions,
  ...workloadFunctions,
  byValue(
    'namespace_name_to_namespace_id',
    'STRING->STRING',
    ([name], { metadata }) => metadataIndex(metadata).namespaceByName.get(text(name as Value))?.uid ?? '',
    { doc: 'Uid of the namespace.' },
  ),
];
