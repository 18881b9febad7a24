import { ChaosError } from '@chaoskit/errors';
import { parseUuid } from '../columns/uuid-text.js';
import type {
  AgentInfo,
  ClusterMetadata,
  ContainerInfo,
  NodeInfo,
  Owner,
  PodInfo,
  ProcessInfo,
  ServiceInfo,
  WorkloadInfo,
} from '../metadata/cluster-metadata.js';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a recording's snapshot of the cluster; what is missing counts as empty. */
export function parseMetadata(json: Fields, file: string): ClusterMetadata {
  const list = (name: string): Fields[] => {
    const value = json[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw wrong(file, `'${name}' must be a list`);
    return value.filter((item): item is Fields => typeof item === 'object' && item !== null);
  };
  const cidrs = (typeof json.cidrs === 'object' && json.cidrs !== null ? json.cidrs : {}) as Fields;
  return {
    clusterId: text(json.clusterId),
    clusterName: text(json.clusterName),
    vizierName: text(json.vizierName),
    vizierNamespace: text(json.vizierNamespace),
    namespaces: list('namespaces').map(({ uid, name }) => ({ uid: text(uid), name: text(name) })),
    nodes: list('nodes').map(node),
    services: list('services').map(service),
    deployments: list('deployments').map(workload),
    replicaSets: list('replicaSets').map(workload),
    pods: list('pods').map(pod),
    containers: list('containers').map(container),
    processes: list('processes').map((fields) => process(fields, file)),
    agents: list('agents').map((fields) => agent(fields, file)),
    tracepoints: list('tracepoints').map((fields) => ({
      id: uuid(fields.id, file),
      name: text(fields.name),
      state: text(fields.state),
      status: text(fields.status),
      outputTables: text(fields.outputTables),
    })),
    cidrs: { pods: texts(cidrs.pods), service: text(cidrs.service) },
    reverseDns: Object.fromEntries(
      Object.entries((json.reverseDns ?? {}) as Fields).map(([ip, name]) => [ip, text(name)]),
    ),
  };
}

const wrong = (file: string, message: string): ChaosError =>
  new ChaosError('PXL_E_RECORDING', message, { place: { file } });
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const ns = (value: unknown): bigint => (/^-?\d+$/.test(text(value)) ? BigInt(text(value)) : 0n);
const lifetime = ({ startTimeNs, stopTimeNs }: Fields): { startTimeNs: bigint; stopTimeNs: bigint } => ({
  startTimeNs: ns(startTimeNs),
  stopTimeNs: ns(stopTimeNs),
});

function uuid(value: unknown, file: string): { high: bigint; low: bigint } {
  const parsed = parseUuid(text(value));
  if (parsed === undefined) throw wrong(file, `'${text(value)}' is no UUID`);
  return parsed;
}

/** `asid:pid:start` or UUID text. */
function upid(value: unknown, file: string): { high: bigint; low: bigint } {
  const parts = /^(\d+):(\d+):(\d+)$/.exec(text(value));
  if (parts === null) return uuid(value, file);
  return { high: (BigInt(parts[1] ?? 0) << 32n) | BigInt(parts[2] ?? 0), low: BigInt(parts[3] ?? 0) };
}

const owners = (value: unknown): Owner[] =>
  (Array.isArray(value) ? value : []).map((owner: Fields) => ({
    uid: text(owner.uid),
    kind: text(owner.kind),
    name: text(owner.name),
  }));

const node = ({ name, hostname, ip, cpus }: Fields): NodeInfo => ({
  name: text(name),
  hostname: text(hostname),
  ip: text(ip),
  cpus: count(cpus),
});

const service = (fields: Fields): ServiceInfo => ({
  uid: text(fields.uid),
  name: text(fields.name),
  clusterIp: text(fields.clusterIp),
  externalIps: texts(fields.externalIps),
  ...lifetime(fields),
});

const workload = (fields: Fields): WorkloadInfo => ({
  uid: text(fields.uid),
  name: text(fields.name),
  owners: owners(fields.owners),
  replicas: count(fields.replicas),
  ...lifetime(fields),
});

const pod = (fields: Fields): PodInfo => ({
  uid: text(fields.uid),
  name: text(fields.name),
  node: text(fields.node),
  hostname: text(fields.hostname),
  ip: text(fields.ip),
  phase: text(fields.phase),
  phaseMessage: text(fields.phaseMessage),
  phaseReason: text(fields.phaseReason),
  ready: fields.ready === true,
  labels: text(fields.labels),
  qosClass: text(fields.qosClass),
  owners: owners(fields.owners),
  services: texts(fields.services),
  ...lifetime(fields),
});

const container = (fields: Fields): ContainerInfo => ({
  id: text(fields.id),
  name: text(fields.name),
  podUid: text(fields.podUid),
  state: text(fields.state),
  stateMessage: text(fields.stateMessage),
  stateReason: text(fields.stateReason),
  ...lifetime(fields),
});

const process = (fields: Fields, file: string): ProcessInfo => ({
  upid: upid(fields.upid, file),
  cmdline: text(fields.cmdline),
  containerId: text(fields.containerId),
});

const agent = (fields: Fields, file: string): AgentInfo => ({
  agentId: uuid(fields.agentId, file),
  asid: ns(fields.asid),
  hostname: text(fields.hostname),
  ipAddress: text(fields.ipAddress),
  state: text(fields.state),
  createTimeNs: ns(fields.createTimeNs),
  lastHeartbeatNs: ns(fields.lastHeartbeatNs),
  kernelHeadersInstalled: fields.kernelHeadersInstalled === true,
  kelvin: fields.kelvin === true,
});
