import { generateName } from '../../store/generate-name.js';
import type { KubeObject, NewKubeObject } from '../../store/kube-object.js';
import { badRequest, StatusError } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { trackUpdate } from '../managed-fields/track-update.js';
import type { ApiRequest } from '../request/api-request.js';
import { type WriteOptions, writeOptionsOf } from '../request/write-options.js';
import { type ResourceDefinition, storedName, toVersion } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';
import { checkMetadata } from '../validation/metadata.js';
import { checkNamespace } from './check-namespace.js';
import { checkPlace, incomingObject } from './incoming-object.js';
import type { Tracking } from './update.js';

/** POST on a collection. */
export async function create(request: ApiRequest): Promise<Answer> {
  const options = writeOptionsOf(request, 'CreateOptions');
  const { object, warnings } = await incomingObject(request, options.fieldValidation);
  checkPlace(object, request);
  const created = createObject(request, object, options);
  return { kind: 'object', status: 201, object: created, definition: request.definition, warnings };
}

/** Makes a new object of what came in: defaults, validation, and into the store unless it is a dry run. */
export function createObject(
  request: ApiRequest,
  object: KubeObject,
  options: WriteOptions,
  tracking: Tracking = 'untracked',
): KubeObject {
  const { deps, definition, path } = request;
  const draft = newDraft(request, object);
  checkNamespace(request, draft.metadata.name ?? '');
  if ((object.metadata.resourceVersion ?? '') !== '') {
    throw new StatusError(500, 'InternalError', 'resourceVersion should not be set on objects to be created');
  }
  definition.defaults?.(draft);
  validateNew(draft, definition);
  if (tracking === 'untracked')
    trackUpdate({ draft, previous: undefined, definition, options, clock: deps.clock });
  const stored = (definition.storedElsewhere?.toStored(draft) ?? draft) as NewKubeObject;
  if (path.namespace !== undefined) stored.metadata.namespace = path.namespace;
  const resource = storedName(definition);
  const made = options.dryRun
    ? deps.store.previewCreate(resource, stored)
    : deps.store.create(resource, stored);
  return toVersion(definition, made);
}

function newDraft(request: ApiRequest, object: KubeObject): KubeObject {
  const { path, definition, deps } = request;
  const draft = structuredClone(object);
  const { metadata } = draft;
  if (path.namespace !== undefined) metadata.namespace = path.namespace;
  else if ((metadata.namespace ?? '') !== '') {
    throw badRequest('namespace is not allowed on this type of object');
  }
  const generated = (metadata.name ?? '') === '' ? (metadata.generateName ?? '') : '';
  if (generated !== '') metadata.name = generateName(generated, deps.random);
  if (definition.hasStatus) delete draft.status;
  return draft;
}

/** Throws Invalid (422) with all that is wrong. */
export function validateNew(draft: KubeObject, definition: ResourceDefinition): void {
  const errors = new FieldErrors();
  checkMetadata(draft, definition, errors);
  definition.validate?.(draft, errors);
  errors.throwIfAny(definition, draft.metadata.name ?? '');
}
