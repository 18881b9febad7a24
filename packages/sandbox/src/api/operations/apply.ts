import type { KubeObject } from '../../store/kube-object.js';
import { badRequest, notFound } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { isJsonObject } from '../json/json-object.js';
import { applyTo } from '../managed-fields/applied-object.js';
import type { ApiRequest } from '../request/api-request.js';
import { throwOptions, type WriteOptions } from '../request/write-options.js';
import { parseYamlBody } from '../request/yaml-body.js';
import { resourceName, storedName, toVersion } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';
import { createObject } from './create.js';
import { checkPlace, typedObject } from './incoming-object.js';
import { type UpdateScope, updateObject } from './update.js';

/** Server-side apply (kubernetes.io, "Server-Side Apply"): PATCH with `application/apply-patch+yaml`; makes what is not there. */
export function applyObject(
  request: ApiRequest,
  body: Buffer,
  scope: UpdateScope,
  options: WriteOptions,
): Answer {
  checkManager(request);
  const { definition, deps, path } = request;
  const value = parseYamlBody(body.toString('utf8'));
  if (!isJsonObject(value)) throw badRequest('error decoding YAML: the body must be an object');
  if (value.kind === undefined || value.apiVersion === undefined) {
    throw badRequest('the object that is applied must name its apiVersion and kind');
  }
  const { object, warnings } = typedObject(value, definition, options.fieldValidation);
  if ((object.metadata.managedFields?.length ?? 0) > 0)
    throw badRequest('metadata.managedFields must be nil');
  const { name = '', namespace = '' } = path;
  object.metadata.name ??= name;
  checkPlace(object, request);
  const subresource = scope === 'status' ? 'status' : '';
  const stored = deps.store.get({ resource: storedName(definition), namespace, name });
  const common = { applied: object, definition, options, clock: deps.clock, subresource };
  if (stored === undefined) {
    if (scope === 'status') throw notFound(resourceName(definition), name);
    const empty = { kind: object.kind, apiVersion: object.apiVersion, metadata: {} } as KubeObject;
    const created = createObject(request, applyTo({ ...common, live: empty }), options, 'tracked');
    return { kind: 'object', status: 201, object: created, definition, warnings };
  }
  const result = applyTo({ ...common, live: toVersion(definition, stored) });
  const updated = updateObject(request, result, scope, options, 'tracked');
  return { kind: 'object', status: 200, object: updated, definition, warnings };
}

function checkManager(request: ApiRequest): void {
  if ((request.query.get('fieldManager') ?? '') !== '') return;
  const errors = new FieldErrors();
  errors.required('fieldManager', 'is required for apply patch');
  throwOptions(errors, 'PatchOptions');
}
