import type { KubeObject } from '../../store/kube-object.js';
import { notFound } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { type TrackedUpdate, trackUpdate } from '../managed-fields/track-update.js';
import type { ApiRequest } from '../request/api-request.js';
import { type WriteOptions, writeOptionsOf } from '../request/write-options.js';
import { resourceName, storedName, toVersion } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';
import { checkMetadata, checkMetadataUpdate } from '../validation/metadata.js';
import { checkPlace, incomingObject } from './incoming-object.js';

/** What of an object a write may change. */
export type UpdateScope = 'object' | 'status';

/** Whether `managedFields` already tells of the write. */
export type Tracking = 'tracked' | 'untracked';

/** How a write through a subresource is noted. */
export type Tracked = Pick<TrackedUpdate, 'subresource' | 'claimed'>;

const scopeDetails = (scope: UpdateScope): Tracked => (scope === 'status' ? { subresource: 'status' } : {});

/** PUT of an object. */
export async function update(request: ApiRequest): Promise<Answer> {
  return replaceWith(request, 'object');
}

/** PUT of an object or its status. */
export async function replaceWith(request: ApiRequest, scope: UpdateScope): Promise<Answer> {
  const options = writeOptionsOf(request, 'UpdateOptions');
  const { object, warnings } = await incomingObject(request, options.fieldValidation);
  checkPlace(object, request);
  const updated = updateObject(request, object, scope, options);
  return { kind: 'object', status: 200, object: updated, definition: request.definition, warnings };
}

/** The object that a request's path names, in the version of the path. NotFound (404) where there is none. */
export function currentObject(request: ApiRequest): KubeObject {
  const { deps, definition, path } = request;
  const { namespace = '', name = '' } = path;
  const stored = deps.store.get({ resource: storedName(definition), namespace, name });
  if (stored === undefined) throw notFound(resourceName(definition), name);
  return toVersion(definition, stored);
}

/** Puts `object` in place of the current one: defaults, validation, and into the store unless it is a dry run. */
export function updateObject(
  request: ApiRequest,
  object: KubeObject,
  scope: UpdateScope,
  options: WriteOptions,
  tracking: Tracking | Tracked = 'untracked',
): KubeObject {
  const { deps, definition } = request;
  const previous = currentObject(request);
  const draft = scopedDraft(object, previous, scope, definition.hasStatus);
  if (scope === 'object') definition.defaults?.(draft);
  const resource = storedName(definition);
  const stored = (definition.storedElsewhere?.toStored(draft) ?? draft) as KubeObject;
  const preview = deps.store.previewUpdate(resource, stored);
  validateUpdate(request, toVersion(definition, preview), previous, scope);
  if (tracking !== 'tracked') {
    const details = tracking === 'untracked' ? scopeDetails(scope) : tracking;
    trackUpdate({ draft: stored, previous, definition, options, clock: deps.clock, ...details });
  }
  if (options.dryRun) return toVersion(definition, deps.store.previewUpdate(resource, stored));
  return toVersion(definition, deps.store.update(resource, stored));
}

/** The new object, with what the scope does not let change taken from the previous one. */
function scopedDraft(
  object: KubeObject,
  previous: KubeObject,
  scope: UpdateScope,
  hasStatus: boolean,
): KubeObject {
  if (scope === 'status') {
    const { resourceVersion = '', uid = previous.metadata.uid, managedFields } = object.metadata;
    const metadata = { ...structuredClone(previous.metadata), resourceVersion, uid };
    if (managedFields !== undefined) metadata.managedFields = structuredClone(managedFields);
    return { ...structuredClone(previous), metadata, status: structuredClone(object.status ?? {}) };
  }
  const draft = structuredClone(object);
  const { metadata } = draft;
  if (previous.metadata.namespace !== undefined) metadata.namespace = previous.metadata.namespace;
  keep(metadata, previous.metadata, 'deletionTimestamp');
  keep(metadata, previous.metadata, 'deletionGracePeriodSeconds');
  keep(metadata, previous.metadata, 'generateName');
  if (metadata.managedFields === undefined) keep(metadata, previous.metadata, 'managedFields');
  if (hasStatus) keep(draft, previous, 'status');
  return draft;
}

function keep<T extends object>(target: T, source: T, key: keyof T): void {
  if (source[key] === undefined) delete target[key];
  else target[key] = structuredClone(source[key]);
}

function validateUpdate(
  request: ApiRequest,
  object: KubeObject,
  previous: KubeObject,
  scope: UpdateScope,
): void {
  if (scope === 'status') return;
  const { definition } = request;
  const errors = new FieldErrors();
  checkMetadata(object, definition, errors);
  checkMetadataUpdate(object, previous, errors);
  definition.validate?.(object, errors);
  definition.validateUpdate?.(object, previous, errors);
  errors.throwIfAny(definition, object.metadata.name);
}
