import type { KubeObject } from '../../store/kube-object.js';
import type { Answer } from '../answer/answer.js';
import { applyPatchDocument } from '../patch/patch-document.js';
import { patchTypeOf } from '../patch/patch-type.js';
import type { ApiRequest } from '../request/api-request.js';
import { readBody } from '../request/read-body.js';
import { writeOptionsOf } from '../request/write-options.js';
import { applyObject } from './apply.js';
import { checkPlace, typedObject } from './incoming-object.js';
import { currentObject, type UpdateScope, updateObject } from './update.js';

/** PATCH of an object. */
export async function patch(request: ApiRequest): Promise<Answer> {
  return patchWith(request, 'object');
}

/** PATCH of an object or its status, in any of the four patch types. */
export async function patchWith(request: ApiRequest, scope: UpdateScope): Promise<Answer> {
  const type = patchTypeOf(request.contentType);
  const options = writeOptionsOf(request, 'PatchOptions');
  const body = await readBody(request.message);
  if (type === 'apply') return applyObject(request, body, scope, options);
  const { definition } = request;
  const current = currentObject(request);
  const patched = applyPatchDocument({ type, body, current, schemaType: definition.type ?? definition.kind });
  const { object, warnings } = typedObject(patched, definition, options.fieldValidation);
  checkPlace(object, request);
  // Without a version of its own the patch is meant for the object as it is now.
  const updated: KubeObject = updateObject(request, object, scope, options);
  return { kind: 'object', status: 200, object: updated, definition, warnings };
}
