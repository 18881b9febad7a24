import type { KubeObject } from '../../store/kube-object.js';
import { childOf, setDefaults } from '../defaults/set-default.js';
import { type JsonObject, objectAt, objectsAt, textAt } from '../json/json-object.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import { statusOf } from '../subresources/status.js';
import { column, nameColumn } from '../table/table-definition.js';
import { validateDefinition, validateDefinitionUpdate } from './definition-validation.js';

/** Keeps a definition until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

function defaultDefinition(crd: JsonObject): void {
  const spec = childOf(crd, 'spec');
  const names = childOf(spec, 'names');
  const kind = textAt(names, 'kind') ?? '';
  setDefaults(names, { singular: kind.toLowerCase(), listKind: kind === '' ? '' : `${kind}List` });
  spec.conversion ??= { strategy: 'None' };
}

/** A new definition is taken at once: names can't collide, since they are the definition's own name. */
function accept(crd: KubeObject): void {
  const stored = objectsAt(crd, 'spec', 'versions').find((one) => one.storage === true);
  const lastTransitionTime = crd.metadata.creationTimestamp;
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'True',
    lastTransitionTime,
    reason,
    message,
  });
  crd.status = {
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    acceptedNames: structuredClone(objectAt(crd, 'spec', 'names')),
    storedVersions: [textAt(stored, 'name') ?? ''],
  };
  crd.metadata.finalizers = [...new Set([...(crd.metadata.finalizers ?? []), cleanupFinalizer])];
}

export const definitionResource: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  kind: 'CustomResourceDefinition',
  namespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  subresources: [statusOf('CustomResourceDefinition')],
  table: {
    columns: [nameColumn, column('Created At', 'When the definition was made.', { format: '' })],
    cells: (object) => [object.metadata.name, object.metadata.creationTimestamp],
  },
  nameRule: 'subdomain',
  hasStatus: true,
  deleteAnswersObject: true,
  defaults: defaultDefinition,
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  strategy: { countsGenerations: true, prepareCreate: accept },
};
