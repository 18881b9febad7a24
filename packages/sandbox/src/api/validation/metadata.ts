import type { KubeObject } from '../../store/kube-object.js';
import { objectsAt, textAt } from '../json/json-object.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import type { FieldErrors } from './field-errors.js';
import { checkLabels, nameProblems, qualifiedNameProblems } from './names.js';

const annotationsLimit = 256 * 1024;

/** Checks what every object carries. */
export function checkMetadata(object: KubeObject, definition: ResourceDefinition, errors: FieldErrors): void {
  const { name = '', generateName = '', labels = {}, annotations = {} } = object.metadata;
  if (generateName !== '') {
    const prefix = generateName.replace(/-+$/, 'a');
    for (const problem of nameProblems(prefix, definition.nameRule)) {
      errors.invalid('metadata.generateName', generateName, problem);
    }
  }
  if (name === '') errors.required('metadata.name', 'name or generateName is required');
  else {
    for (const problem of nameProblems(name, definition.nameRule))
      errors.invalid('metadata.name', name, problem);
  }
  checkLabels(labels, 'metadata.labels', errors);
  checkAnnotations(annotations, errors);
  checkFinalizers(object.metadata.finalizers ?? [], errors);
  checkOwners(object, errors);
}

function checkAnnotations(annotations: Readonly<Record<string, string>>, errors: FieldErrors): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    for (const problem of qualifiedNameProblems(key.toLowerCase()))
      errors.invalid('metadata.annotations', key, problem);
    size += key.length + value.length;
  }
  if (size > annotationsLimit) errors.tooLong('metadata.annotations', annotationsLimit);
}

function checkFinalizers(finalizers: readonly string[], errors: FieldErrors): void {
  for (const finalizer of finalizers) {
    for (const problem of qualifiedNameProblems(finalizer))
      errors.invalid('metadata.finalizers', finalizer, problem);
  }
}

function checkOwners(object: KubeObject, errors: FieldErrors): void {
  const owners = objectsAt(object, 'metadata', 'ownerReferences');
  for (const [index, owner] of owners.entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if ((textAt(owner, field) ?? '') === '') {
        errors.invalid(`metadata.ownerReferences[${index}].${field}`, '', 'must not be empty');
      }
    }
  }
  const controllers = owners.filter((owner) => owner.controller === true);
  if (controllers.length > 1) {
    errors.invalid('metadata.ownerReferences', owners, 'Only one reference can have Controller set to true.');
  }
}

/** Checks of metadata that may not change once the object is there. */
export function checkMetadataUpdate(object: KubeObject, previous: KubeObject, errors: FieldErrors): void {
  if (previous.metadata.deletionTimestamp === undefined) return;
  const before = new Set(previous.metadata.finalizers ?? []);
  const added = (object.metadata.finalizers ?? []).filter((one) => !before.has(one));
  if (added.length === 0) return;
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`;
  // The real API checks twice, and clients see the cause twice.
  errors.forbidden('metadata.finalizers', why);
  errors.forbidden('metadata.finalizers', why);
}
