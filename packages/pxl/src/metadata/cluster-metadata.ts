/** A span of life, ns since the epoch; `stopTimeNs` 0 = still there. */
export interface Lifetime {
  readonly startTimeNs: bigint;
  readonly stopTimeNs: bigint;
}

export interface Owner {
  readonly uid: string;
  readonly kind: string;
  readonly name: string;
}

export interface NodeInfo {
  readonly name: string;
  readonly hostname: string;
  readonly ip: string;
  readonly cpus: number;
}

export interface ServiceInfo extends Lifetime {
  readonly uid: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly clusterIp: string;
  readonly externalIps: readonly string[];
}

export interface WorkloadInfo extends Lifetime {
  readonly uid: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly owners: readonly Owner[];
  /** Of a replica set; 0 where it is not known. */
  readonly replicas: number;
}

export interface PodInfo extends Lifetime {
  readonly uid: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly node: string;
  readonly hostname: string;
  readonly ip: string;
  readonly phase: string;
  readonly phaseMessage: string;
  readonly phaseReason: string;
  readonly ready: boolean;
  /** JSON text. */
  readonly labels: string;
  readonly qosClass: string;
  readonly owners: readonly Owner[];
  /** Uids of the services that select it. */
  readonly services: readonly string[];
}

export interface ContainerInfo extends Lifetime {
  readonly id: string;
  readonly name: string;
  readonly podUid: string;
  readonly state: string;
  readonly stateMessage: string;
  readonly stateReason: string;
}

export interface ProcessInfo {
  /** As `asid:pid:start` or UUID text; see `upid`. */
  readonly upid: { readonly high: bigint; readonly low: bigint };
  readonly cmdline: string;
  readonly containerId: string;
}

export interface AgentInfo {
  readonly agentId: { readonly high: bigint; readonly low: bigint };
  readonly asid: bigint;
  readonly hostname: string;
  readonly ipAddress: string;
  readonly state: string;
  readonly createTimeNs: bigint;
  readonly lastHeartbeatNs: bigint;
  readonly kernelHeadersInstalled: boolean;
  readonly kelvin: boolean;
}

/** The cluster as functions such as `upid_to_pod_name` see it: one snapshot, or live (the sandbox). Plain lists; indexes are built over them. */
export interface ClusterMetadata {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly vizierName: string;
  readonly vizierNamespace: string;
  readonly namespaces: readonly { readonly uid: string; readonly name: string }[];
  readonly nodes: readonly NodeInfo[];
  readonly services: readonly ServiceInfo[];
  readonly deployments: readonly WorkloadInfo[];
  readonly replicaSets: readonly WorkloadInfo[];
  readonly pods: readonly PodInfo[];
  readonly containers: readonly ContainerInfo[];
  readonly processes: readonly ProcessInfo[];
  readonly agents: readonly AgentInfo[];
  readonly tracepoints: readonly {
    readonly id: { readonly high: bigint; readonly low: bigint };
    readonly name: string;
    readonly state: string;
    readonly status: string;
    readonly outputTables: string;
  }[];
  readonly cidrs: { readonly pods: readonly string[]; readonly service: string };
  /** Address -> name; an address that is not in it comes back as it is. */
  readonly reverseDns: Readonly<Record<string, string>>;
}
