import { defaultNamespace, defaultSecret } from '../defaults/plain.js';
import { childOf } from '../defaults/set-default.js';
import { listAt } from '../json/json-object.js';
import { ownLabels } from '../selectors/field-labels.js';
import { finalizeSubresource } from '../subresources/finalize.js';
import { statusOf } from '../subresources/status.js';
import { tokenSubresource } from '../subresources/token.js';
import { nodeTable } from '../table/node-table.js';
import { configMapTable, namespaceTable, secretTable, serviceAccountTable } from '../table/plain-tables.js';
import { endpointsTable } from '../table/service-tables.js';
import {
  validateConfigMap,
  validateImmutable,
  validateSecret,
  validateSecretUpdate,
} from '../validation/plain.js';
import { allVerbs, type ResourceDefinition } from './resource-definition.js';

const immortalNamespaces = ['default', 'kube-system', 'kube-public'];

const core = { group: '', version: 'v1' } as const;

export const namespaceResource: ResourceDefinition = {
  ...core,
  plural: 'namespaces',
  singular: 'namespace',
  kind: 'Namespace',
  namespaced: false,
  shortNames: ['ns'],
  verbs: allVerbs.filter((verb) => verb !== 'deletecollection'),
  subresources: [finalizeSubresource, statusOf('Namespace')],
  table: namespaceTable,
  fieldLabels: ownLabels(['status.phase']),
  nameRule: 'label',
  hasStatus: true,
  deleteAnswersObject: true,
  defaults: defaultNamespace,
  refuseDelete: ({ metadata }) =>
    immortalNamespaces.includes(metadata.name) ? 'this namespace may not be deleted' : undefined,
  strategy: {
    prepareCreate: (draft) => {
      draft.spec = { finalizers: ['kubernetes'] };
      draft.status = { phase: 'Active' };
    },
    prepareUpdate: (draft, previous) => {
      // The list is emptied through /finalize or by the controller alone, once the namespace goes.
      if (previous.metadata.deletionTimestamp === undefined) draft.spec = structuredClone(previous.spec);
    },
    beginDeletion: (draft) => {
      childOf(draft, 'status').phase = 'Terminating';
    },
    isHeld: (namespace) => listAt(namespace, 'spec', 'finalizers').length > 0,
  },
};

export const nodeResource: ResourceDefinition = {
  ...core,
  plural: 'nodes',
  singular: 'node',
  kind: 'Node',
  namespaced: false,
  shortNames: ['no'],
  subresources: [statusOf('Node')],
  table: nodeTable,
  fieldLabels: ownLabels(['spec.unschedulable']),
  nameRule: 'subdomain',
  hasStatus: false,
};

export const configMapResource: ResourceDefinition = {
  ...core,
  plural: 'configmaps',
  singular: 'configmap',
  kind: 'ConfigMap',
  namespaced: true,
  shortNames: ['cm'],
  table: configMapTable,
  nameRule: 'subdomain',
  hasStatus: false,
  validate: validateConfigMap,
  validateUpdate: validateImmutable,
};

export const secretResource: ResourceDefinition = {
  ...core,
  plural: 'secrets',
  singular: 'secret',
  kind: 'Secret',
  namespaced: true,
  table: secretTable,
  fieldLabels: ownLabels(['type']),
  nameRule: 'subdomain',
  hasStatus: false,
  defaults: defaultSecret,
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
};

export const serviceAccountResource: ResourceDefinition = {
  ...core,
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  kind: 'ServiceAccount',
  namespaced: true,
  shortNames: ['sa'],
  subresources: [tokenSubresource],
  table: serviceAccountTable,
  nameRule: 'subdomain',
  hasStatus: false,
  deleteAnswersObject: true,
};

export const endpointsResource: ResourceDefinition = {
  ...core,
  plural: 'endpoints',
  singular: 'endpoints',
  kind: 'Endpoints',
  namespaced: true,
  shortNames: ['ep'],
  table: endpointsTable,
  nameRule: 'subdomain',
  hasStatus: false,
};
