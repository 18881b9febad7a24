import { type ClusterMetadata, emptyMetadata, type Uint128 } from '@chaoskit/pxl';

export const second = 1_000_000_000n;
/** When the recorded cluster's history begins, and what is now for its queries. */
export const startNs = 1_700_000_000n * second;
export const nowNs = startNs + 600n * second;

const asid = { 'node-a': 1n, 'node-b': 2n };
const lived = (from: bigint, to = 0n) => ({ startTimeNs: startNs - from * second, stopTimeNs: to });

const pod = (
  number: number,
  name: string,
  node: 'node-a' | 'node-b',
  services: string[],
  owner?: string,
) => ({
  uid: `pod-${number}`,
  name,
  node,
  hostname: node.replace('node', 'host'),
  ip: `10.3.0.${number + 1}`,
  phase: 'Running',
  phaseMessage: '',
  phaseReason: '',
  ready: true,
  labels: '{"app":"x"}',
  qosClass: 'kBurstable',
  owners: owner === undefined ? [] : [{ uid: owner, kind: 'ReplicaSet', name: owner }],
  services,
  ...lived(1000n + BigInt(number)),
});

const pods: ClusterMetadata['pods'] = [
  pod(0, 'shop/cart-a', 'node-a', ['svc-cart', 'svc-canary'], 'rs-cart'),
  pod(1, 'shop/cart-b', 'node-b', ['svc-cart'], 'rs-cart'),
  pod(2, 'pay/api-a', 'node-a', ['svc-pay', 'svc-old']),
  {
    ...pod(3, 'pay/job', 'node-b', []),
    phase: 'Succeeded',
    phaseReason: 'Completed',
    ready: false,
    stopTimeNs: startNs,
  },
];

const service = (uid: string, name: string, number: number, stopped = 0n) => ({
  uid,
  name,
  clusterIp: `10.2.0.${number}`,
  externalIps: [],
  ...lived(5000n, stopped),
});

export interface Process {
  readonly upid: Uint128;
  readonly pid: bigint;
  readonly asid: bigint;
  readonly cmdline: string;
  readonly containerId: string;
}

/** One process a pod, in the pods' order. */
export const processes: readonly Process[] = pods.map(({ node }, number) => {
  const agent = asid[node as keyof typeof asid];
  const pid = 100n + BigInt(number);
  return {
    upid: { high: (agent << 32n) | pid, low: startNs - 900n * second },
    pid,
    asid: agent,
    cmdline: `/bin/server --number=${number}`,
    containerId: `container-${number}`,
  };
});

const agent = (number: number, hostname: string, kelvin: boolean) => ({
  agentId: { high: 7n, low: BigInt(number) },
  asid: BigInt(number),
  hostname,
  ipAddress: `10.1.0.${number}`,
  state: 'AGENT_STATE_HEALTHY',
  createTimeNs: startNs,
  lastHeartbeatNs: 5n,
  kernelHeadersInstalled: !kelvin,
  kelvin,
});

/** A cluster of two nodes; one of its pods has ended, and one of its services. */
export const cluster: ClusterMetadata = {
  ...emptyMetadata,
  clusterId: '00000000-0000-4000-8000-000000000001',
  namespaces: [
    { uid: 'ns-shop', name: 'shop' },
    { uid: 'ns-pay', name: 'pay' },
  ],
  nodes: [
    { name: 'node-a', hostname: 'host-a', ip: '10.1.0.1', cpus: 4 },
    { name: 'node-b', hostname: 'host-b', ip: '10.1.0.2', cpus: 8 },
  ],
  services: [
    service('svc-cart', 'shop/cart', 1),
    service('svc-pay', 'pay/api', 2),
    service('svc-old', 'pay/old', 3, startNs),
    service('svc-canary', 'shop/canary', 4),
  ],
  deployments: [{ uid: 'dep-cart', name: 'shop/cart', owners: [], replicas: 0, ...lived(5000n) }],
  replicaSets: [
    {
      uid: 'rs-cart',
      name: 'shop/cart-5d',
      owners: [{ uid: 'dep-cart', kind: 'Deployment', name: 'cart' }],
      replicas: 2,
      ...lived(4000n),
    },
  ],
  pods,
  containers: pods.map(({ uid, phase }, number) => ({
    id: `container-${number}`,
    name: ['cart', 'cart', 'api', 'job'][number] ?? '',
    podUid: uid,
    state: phase === 'Running' ? 'Running' : 'Terminated',
    stateMessage: '',
    stateReason: phase === 'Running' ? '' : 'Completed',
    ...lived(900n),
  })),
  processes,
  agents: [agent(1, 'host-a', false), agent(2, 'host-b', false), agent(9, 'kelvin', true)],
  tracepoints: [
    { id: { high: 1n, low: 2n }, name: 'slow', state: 'running', status: '', outputTables: 'slow_calls' },
  ],
  cidrs: { pods: ['10.3.0.0/24'], service: '10.2.0.0/16' },
  reverseDns: { '203.0.113.9': 'edge.example' },
};
