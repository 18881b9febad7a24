import { ownLabels } from '../selectors/field-labels.js';
import { statusOf } from '../subresources/status.js';
import { endpointSliceTable, serviceTable } from '../table/service-tables.js';
import type { ResourceDefinition } from './resource-definition.js';

export const serviceResource: ResourceDefinition = {
  group: '',
  version: 'v1',
  plural: 'services',
  singular: 'service',
  kind: 'Service',
  namespaced: true,
  shortNames: ['svc'],
  categories: ['all'],
  subresources: [statusOf('Service')],
  table: serviceTable,
  fieldLabels: ownLabels(['spec.clusterIP', 'spec.type']),
  nameRule: 'service',
  hasStatus: true,
  deleteAnswersObject: true,
};

export const endpointSliceResource: ResourceDefinition = {
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  singular: 'endpointslice',
  kind: 'EndpointSlice',
  namespaced: true,
  table: endpointSliceTable,
  nameRule: 'subdomain',
  hasStatus: false,
  strategy: { countsGenerations: true },
};
