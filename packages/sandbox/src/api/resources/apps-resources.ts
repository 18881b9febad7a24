import { defaultDeployment, defaultReplicaSet } from '../defaults/workload.js';
import { scaleSubresource, workloadScale } from '../subresources/scale.js';
import { statusOf } from '../subresources/status.js';
import { deploymentTable, replicaSetTable } from '../table/workload-tables.js';
import { validateDeployment, validateReplicaSet, validateSelectorUpdate } from '../validation/workload.js';
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
  subresources: [scaleSubresource(workloadScale), statusOf('Deployment')],
  table: deploymentTable,
  nameRule: 'subdomain',
  hasStatus: true,
  defaults: defaultDeployment,
  validate: validateDeployment,
  validateUpdate: validateSelectorUpdate,
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
  subresources: [scaleSubresource(workloadScale), statusOf('ReplicaSet')],
  table: replicaSetTable,
  nameRule: 'subdomain',
  hasStatus: true,
  defaults: defaultReplicaSet,
  validate: validateReplicaSet,
  validateUpdate: validateSelectorUpdate,
  strategy: { countsGenerations: true },
};
