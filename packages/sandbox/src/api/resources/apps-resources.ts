import { statusOf } from '../subresources/status.js';
import { deploymentTable, replicaSetTable } from '../table/workload-tables.js';
import type { ResourceDefinition } from './resource-definition.js';

const apps = { group: 'apps', version: 'v1' } as const;

export const deploymentResource: ResourceDefinition = {
  ...apps,
  plural: 'deployments',
  singular: 'deployment',
  kind: 'Deployment',
  namespaced: true,
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: [statusOf('Deployment')],
  table: deploymentTable,
  nameRule: 'subdomain',
  hasStatus: true,
  strategy: { countsGenerations: true },
};

export const replicaSetResource: ResourceDefinition = {
  ...apps,
  plural: 'replicasets',
  singular: 'replicaset',
  kind: 'ReplicaSet',
  namespaced: true,
  shortNames: ['rs'],
  categories: ['all'],
  subresources: [statusOf('ReplicaSet')],
  table: replicaSetTable,
  nameRule: 'subdomain',
  hasStatus: true,
  strategy: { countsGenerations: true },
};
