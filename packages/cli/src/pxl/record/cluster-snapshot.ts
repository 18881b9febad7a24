/** A row of the scripts that ask what the cluster knows, as JSON. */
export type SnapshotRow = Readonly<Record<string, boolean | number | string>>;

interface Named {
  readonly uid: string;
  readonly name: string;
}

/**
 * The cluster, put together from what it says of the processes, addresses and agents that a recording names: enough for a script
 * to find over the recording what it would have found in the cluster.
 */
export class ClusterSnapshot {
  readonly #cluster: { readonly id: string; readonly name: string };
  readonly #lists = {
    namespaces: new Map<string, object>(),
    nodes: new Map<string, object>(),
    services: new Map<string, object>(),
    deployments: new Map<string, object>(),
    replicaSets: new Map<string, object>(),
    pods: new Map<string, object>(),
    containers: new Map<string, object>(),
    processes: new Map<string, object>(),
    agents: new Map<string, object>(),
  };
  readonly #reverseDns: Record<string, string> = {};

  constructor(cluster: { readonly id: string; readonly name: string }) {
    this.#cluster = cluster;
  }

  addProcess(row: SnapshotRow): void {
    this.#addPod(row);
    const { processes, containers, nodes } = this.#lists;
    const [upid, containerId] = [text(row.upid), text(row.container_id)];
    processes.set(upid, { upid, cmdline: text(row.cmdline), containerId });
    const node = text(row.node);
    if (node !== '') nodes.set(node, { name: node, hostname: text(row.hostname), ip: '', cpus: 0 });
    if (containerId === '') return;
    containers.set(containerId, {
      id: containerId,
      name: text(row.container_name),
      podUid: text(row.pod_id),
      state: 'Running',
      ...forever,
    });
  }

  addPeer(row: SnapshotRow): void {
    this.#addPod(row);
    const [address, name] = [text(row.remote_addr), text(row.name)];
    if (name !== '' && name !== address) this.#reverseDns[address] = name;
    for (const service of pairs(row.ip_service_id, row.ip_service_name))
      this.#addService(service, text(row.ip_service_ip));
  }

  addAgent(row: SnapshotRow): void {
    const agentId = text(row.agent_id);
    this.#lists.agents.set(agentId, {
      agentId,
      asid: text(row.asid),
      hostname: text(row.hostname),
      ipAddress: text(row.ip_address),
      state: text(row.agent_state),
      createTimeNs: text(row.create_time),
      lastHeartbeatNs: text(row.last_heartbeat_ns),
      kernelHeadersInstalled: row.kernel_headers_installed === true,
      kelvin: false,
    });
  }

  /** As `metadata.json` has it. */
  toJSON(): object {
    const { id, name } = this.#cluster;
    const lists = Object.entries(this.#lists).map(([list, items]) => [list, [...items.values()]]);
    return {
      clusterId: id,
      clusterName: name,
      vizierName: name,
      vizierNamespace: 'pl',
      ...Object.fromEntries(lists),
      tracepoints: [],
      cidrs: { pods: [], service: '' },
      reverseDns: this.#reverseDns,
    };
  }

  #addPod(row: SnapshotRow): void {
    const uid = text(row.pod_id);
    const name = text(row.pod_name);
    if (uid === '' || name === '') return;
    const services = pairs(row.service_id, row.service_name);
    const [replicaSet] = pairs(row.replicaset_id, row.replicaset_name);
    const [deployment] = pairs(row.deployment_id, row.deployment_name);
    const status = parsed(text(row.pod_status));
    this.#lists.pods.set(uid, {
      uid,
      name,
      node: text(row.node),
      hostname: text(row.hostname),
      ip: text(row.pod_ip),
      phase: text(status.phase),
      phaseMessage: text(status.message),
      phaseReason: text(status.reason),
      ready: status.ready === true,
      labels: text(row.pod_labels),
      qosClass: '',
      owners: replicaSet === undefined ? [] : [owner('ReplicaSet', replicaSet)],
      services: services.map((service) => service.uid),
      startTimeNs: text(row.pod_start),
      stopTimeNs: text(row.pod_stop),
    });
    for (const service of services) this.#addService(service, '');
    if (replicaSet !== undefined)
      this.#lists.replicaSets.set(replicaSet.uid, {
        ...replicaSet,
        owners: deployment === undefined ? [] : [owner('Deployment', deployment)],
        ...forever,
      });
    if (deployment !== undefined) this.#lists.deployments.set(deployment.uid, { ...deployment, ...forever });
    const [namespace = ''] = name.split('/');
    this.#lists.namespaces.set(namespace, { uid: namespace, name: namespace });
  }

  #addService(service: Named, clusterIp: string): void {
    const known = this.#lists.services.has(service.uid);
    if (known && clusterIp === '') return;
    this.#lists.services.set(service.uid, { ...service, clusterIp, externalIps: [], ...forever });
  }
}

const forever = { startTimeNs: '0', stopTimeNs: '0' };

const owner = (kind: string, { uid, name }: Named): object => ({
  uid,
  kind,
  name: name.split('/').at(-1) ?? name,
});

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** Uids and names that belong together; several are JSON lists on both sides (pixie.md §4.7). */
function pairs(uids: unknown, names: unknown): Named[] {
  const all = [listed(text(uids)), listed(text(names))] as const;
  return all[0].flatMap((uid, index) => {
    const name = all[1][index];
    return uid === '' || name === undefined ? [] : [{ uid, name }];
  });
}

function listed(value: string): string[] {
  if (!value.startsWith('[')) return value === '' ? [] : [value];
  const list: unknown = parsed(value);
  return Array.isArray(list) ? list.map(text) : [value];
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
