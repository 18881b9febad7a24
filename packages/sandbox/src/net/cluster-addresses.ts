/** Addresses inside the sandbox; the same in each one, since each has a network of its own. */
export const clusterAddresses = {
  podNetwork: '10.244.0.0/16',
  /** The bridge: every pod's gateway, and the node as pods see it. */
  gateway: '10.244.0.1',
  serviceNetwork: '10.96.0.0/16',
  kubernetesService: '10.96.0.1',
  dns: '10.96.0.10',
  /** On the gateway: where the service `kubernetes` leads. */
  apiPort: 6443,
  /** Where the ports of `hostAccess` are. */
  host: '10.97.0.1',
  domain: 'cluster.local',
} as const;
