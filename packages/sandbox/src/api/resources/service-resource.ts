import { allocateService, reallocateService } from '../allocation/service-addresses.js';
import { defaultService } from '../defaults/service.js';
import { ownLabels } from '../selectors/field-labels.js';
import { statusOf } from '../subresources/status.js';
import { endpointSliceTable, serviceTable } from '../table/service-tables.js';
import { validateEndpointSlice } from '../validation/plain.js';
import { validateService, validateServiceUpdate } from '../validation/service.js';
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
  defaults: defaultService,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  strategy: { prepareCreate: allocateService, prepareUpdate: reallocateService },
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
  validate: validateEndpointSlice,
  strategy: { countsGenerations: true },
};
