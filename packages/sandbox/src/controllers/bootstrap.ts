import { timestamp } from '../clock/clock.js';
import type { Condition } from '../kinds/condition.js';
import type { NewKubeObject } from '../store/kube-object.js';
import type { Cluster } from './controller.js';

/** What the node is, as the daemon knows it of the machine. */
export interface NodeFacts {
  readonly name: string;
  readonly internalIP: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** The most pods that it takes. */
  readonly pods: number;
  readonly podCIDR: string;
  readonly architecture: string;
  readonly kernelVersion: string;
  readonly osImage: string;
  /** Served as kubelet's version, e.g. `v1.34.0`. */
  readonly kubeletVersion: string;
  readonly runtimeVersion: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface BootstrapOptions {
  readonly node: NodeFacts;
  /** Address of the service `kubernetes`. */
  readonly apiServiceIP: string;
  /** Where that service leads: an address that pods reach. */
  readonly apiEndpoint: { readonly ip: string; readonly port: number };
}

/** Namespaces that every cluster has. */
export const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Makes what every cluster has: the namespaces, the service `kubernetes` and where it leads, the node. */
export function bootstrapCluster(cluster: Pick<Cluster, 'store' | 'clock'>, options: BootstrapOptions): void {
  const { store, clock } = cluster;
  for (const name of systemNamespaces)
    store.create('namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  store.create('nodes', nodeObject(options.node, clock.now()));
  for (const [resource, object] of apiService(options)) store.create(resource, object);
}

function nodeObject(node: NodeFacts, now: number): NewKubeObject {
  const resources = {
    cpu: String(node.cpus),
    memory: `${Math.floor(node.memoryBytes / 1024)}Ki`,
    pods: String(node.pods),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'beta.kubernetes.io/arch': node.architecture,
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': node.architecture,
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        ...node.labels,
      },
    },
    spec: { podCIDR: node.podCIDR, podCIDRs: [node.podCIDR] },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: nodeConditions(timestamp(now)),
      addresses: [
        { type: 'InternalIP', address: node.internalIP },
        { type: 'Hostname', address: node.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: node.kernelVersion,
        osImage: node.osImage,
        containerRuntimeVersion: node.runtimeVersion,
        kubeletVersion: node.kubeletVersion,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: node.architecture,
      },
    },
  };
}

function nodeConditions(at: string): Condition[] {
  const fine = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'False',
    lastHeartbeatTime: at,
    lastTransitionTime: at,
    reason,
    message,
  });
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    {
      type: 'Ready',
      status: 'True',
      lastHeartbeatTime: at,
      lastTransitionTime: at,
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
    },
  ];
}

function apiService({ apiServiceIP, apiEndpoint }: BootstrapOptions): [string, NewKubeObject][] {
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const port = { name: 'https', port: apiEndpoint.port, protocol: 'TCP' };
  return [
    [
      'services',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
        spec: {
          type: 'ClusterIP',
          clusterIP: apiServiceIP,
          clusterIPs: [apiServiceIP],
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          internalTrafficPolicy: 'Cluster',
          sessionAffinity: 'None',
          ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: apiEndpoint.port }],
        },
        status: { loadBalancer: {} },
      },
    ],
    [
      'endpoints',
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
        subsets: [{ addresses: [{ ip: apiEndpoint.ip }], ports: [port] }],
      },
    ],
    [
      'endpointslices.discovery.k8s.io',
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [apiEndpoint.ip], conditions: { ready: true } }],
        ports: [port],
      },
    ],
  ];
}
