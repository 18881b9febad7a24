import type { ClusterMetadata } from './cluster-metadata.js';

/** A cluster of which nothing is known: a start for those who know a little. */
export const emptyMetadata: ClusterMetadata = {
  clusterId: '',
  clusterName: '',
  vizierName: '',
  vizierNamespace: '',
  namespaces: [],
  nodes: [],
  services: [],
  deployments: [],
  replicaSets: [],
  pods: [],
  containers: [],
  processes: [],
  agents: [],
  tracepoints: [],
  cidrs: { pods: [], service: '' },
  reverseDns: {},
};
