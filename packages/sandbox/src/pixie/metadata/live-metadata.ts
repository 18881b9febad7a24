import type { AgentInfo, ClusterMetadata, NodeInfo } from '@chaoskit/pxl';
import { asPod } from '../../kinds/pod.js';
import { asService } from '../../kinds/service.js';
import { asDeployment, asReplicaSet, wantedReplicas } from '../../kinds/workload.js';
import { clusterAddresses } from '../../net/cluster-addresses.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore } from '../../store/object-store.js';
import { sandboxAsid } from '../tables/upids.js';
import { containerInfos, type KnownPod, podInfo, serviceInfo, timeNs, workloadInfo } from './pod-metadata.js';
import type { ProcessRegistry } from './process-registry.js';

export interface LiveMetadataOptions {
  readonly store: ObjectStore;
  readonly processes: ProcessRegistry;
  /** UUID. */
  readonly clusterId: string;
  readonly clusterName: string;
  readonly cpus: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Pods that are remembered after their end. */
const rememberedPods = 500;

/** The cluster's objects as scripts see them, always those of the moment. */
export class LiveMetadata {
  readonly #options: LiveMetadataOptions;
  readonly #gone: KnownPod[] = [];
  readonly #startedNs: bigint;
  #snapshot: { readonly version: string; readonly metadata: ClusterMetadata } | undefined;

  constructor(options: LiveMetadataOptions) {
    this.#options = options;
    this.#startedNs = this.#nowNs();
    options.store.watch('pods', ({ type, object }) => {
      if (type !== 'DELETED') return;
      this.#gone.push({ pod: asPod(object), goneNs: this.#nowNs() });
      if (this.#gone.length > rememberedPods) this.#gone.shift();
    });
  }

  /** The same object until something changes: readers keep indexes of it. */
  get current(): ClusterMetadata {
    const { store, processes } = this.#options;
    const version = `${store.resourceVersion} ${processes.version}`;
    if (this.#snapshot?.version !== version) this.#snapshot = { version, metadata: this.#read() };
    return this.#snapshot.metadata;
  }

  #nowNs(): bigint {
    return BigInt(Math.round(this.#options.now())) * 1_000_000n;
  }

  #read(): ClusterMetadata {
    const { store, processes, clusterId, clusterName } = this.#options;
    const services = store.list('services').items.map(asService);
    const present = store.list('pods').items.map((item): KnownPod => ({ pod: asPod(item), goneNs: 0n }));
    const pods = [...this.#gone, ...present];
    const nodes = store.list('nodes').items.map((node) => this.#node(node));
    return {
      clusterId,
      clusterName,
      vizierName: 'sandbox-vizier',
      vizierNamespace: 'pl',
      namespaces: store.list('namespaces').items.map(({ metadata: { uid, name } }) => ({ uid, name })),
      nodes,
      services: services.map(serviceInfo),
      deployments: store
        .list('deployments.apps')
        .items.map((item) => workloadInfo(item, wantedReplicas(asDeployment(item)))),
      replicaSets: store
        .list('replicasets.apps')
        .items.map((item) => workloadInfo(item, wantedReplicas(asReplicaSet(item)))),
      pods: pods.map((pod) => podInfo(pod, services)),
      containers: pods.flatMap(containerInfos),
      processes: processes.list(),
      agents: nodes.map((node) => this.#agent(node)),
      tracepoints: [],
      cidrs: { pods: [clusterAddresses.podNetwork], service: clusterAddresses.serviceNetwork },
      reverseDns: Object.fromEntries(
        services.flatMap(({ metadata, spec: { clusterIP = 'None' } }) =>
          clusterIP === 'None'
            ? []
            : [[clusterIP, `${metadata.name}.${metadata.namespace}.svc.${clusterAddresses.domain}`]],
        ),
      ),
    };
  }

  #node({ metadata }: KubeObject): NodeInfo {
    return {
      name: metadata.name,
      hostname: metadata.name,
      ip: clusterAddresses.gateway,
      cpus: this.#options.cpus,
    };
  }

  #agent(node: NodeInfo): AgentInfo {
    return {
      agentId: { high: timeNs('2020-01-01T00:00:00Z'), low: sandboxAsid },
      asid: sandboxAsid,
      hostname: node.hostname,
      ipAddress: node.ip,
      state: 'AGENT_STATE_HEALTHY',
      createTimeNs: this.#startedNs,
      lastHeartbeatNs: 0n,
      kernelHeadersInstalled: false,
      kelvin: false,
    };
  }
}
