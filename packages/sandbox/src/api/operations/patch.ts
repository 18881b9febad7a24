import { StatusError } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import type { JsonObject } from '../json/json-object.js';
import { applyPatchDocument } from '../patch/patch-document.js';
import { patchTypeOf } from '../patch/patch-type.js';
import type { ApiRequest } from '../request/api-request.js';
import { unsupportedMediaType } from '../request/decode-body.js';
import { readBody } from '../request/read-body.js';
import { type FieldValidation, writeOptionsOf } from '../request/write-options.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';
import { applyObject } from './apply.js';
import { checkPlace, type IncomingObject, typedObject } from './incoming-object.js';
import { currentObject, type UpdateScope, updateObject } from './update.js';

/** PATCH of an object. */
export async function patch(request: ApiRequest): Promise<Answer> {
  return patchWith(request, 'object');
}

/** PATCH of an object or its status, in any of the four patch types. */
export async function patchWith(request: ApiRequest, scope: UpdateScope): Promise<Answer> {
  const type = patchTypeOf(request.contentType);
  if (type === 'strategic' && request.definition.custom !== undefined) {
    throw unsupportedMediaType('application/strategic-merge-patch+json', customPatchTypes);
  }
  const options = writeOptionsOf(request, 'PatchOptions');
  const body = await readBody(request.message);
  if (type === 'apply') return applyObject(request, body, scope, options);
  const { definition } = request;
  const current = currentObject(request);
  const patched = applyPatchDocument({ type, body, current, schemaType: definition.type ?? definition.kind });
  const { object, warnings } = patchedObject(patched, definition, options.fieldValidation);
  checkPlace(object, request);
  const updated = updateObject(request, object, scope, options);
  return { kind: 'object', status: 200, object: updated, definition, warnings };
}

/** Strategic patches need merge keys, which custom resources do not have. */
const customPatchTypes =
  'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';

/** What is BadRequest in a body is Invalid (422) in what a patch makes of an object. */
function patchedObject(
  patched: JsonObject,
  definition: ResourceDefinition,
  validation: FieldValidation,
): IncomingObject {
  try {
    return typedObject(patched, definition, validation);
  } catch (reason) {
    if (!(reason instanceof StatusError)) throw reason;
    const errors = new FieldErrors();
    errors.invalid('patch', '', reason.message);
    throw errors.toError({ kind: '', group: '' }, '');
  }
}
