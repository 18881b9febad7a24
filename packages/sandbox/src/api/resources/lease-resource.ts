import { leaseTable } from '../table/plain-tables.js';
import { validateLease } from '../validation/plain.js';
import type { ResourceDefinition } from './resource-definition.js';

export const leaseResource: ResourceDefinition = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  singular: 'lease',
  kind: 'Lease',
  namespaced: true,
  table: leaseTable,
  nameRule: 'subdomain',
  hasStatus: false,
  validate: validateLease,
};
