import type { KubeObject } from '../../store/kube-object.js';
import { forbidden } from '../../store/status-error.js';
import { type Answer, successStatus } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { resourceName, storedName, toVersion } from '../resources/resource-definition.js';
import { checkPreconditions, type DeleteOptions, deleteOptionsOf } from './delete-options.js';
import { currentObject } from './update.js';

/** DELETE of an object. */
export async function remove(request: ApiRequest): Promise<Answer> {
  const options = await deleteOptionsOf(request);
  const { definition } = request;
  const object = currentObject(request);
  const { object: last, isGone } = deleteObject(request, object, options);
  if (isGone && definition.deleteAnswersObject !== true) return successStatus(definition, last);
  return { kind: 'object', status: 200, object: last, definition };
}

/** Deletes one object, unless it is a dry run; tells what remains of it. */
export function deleteObject(
  request: ApiRequest,
  object: KubeObject,
  options: DeleteOptions,
): { object: KubeObject; isGone: boolean } {
  const { definition, deps } = request;
  checkPreconditions(object, options, definition);
  const refusal = definition.refuseDelete?.(object);
  if (refusal !== undefined) throw forbidden(resourceName(definition), object.metadata.name, refusal);
  if (options.dryRun) return { object, isGone: true };
  const { name, namespace = '' } = object.metadata;
  const key = { resource: storedName(definition), namespace, name };
  const last = deps.store.delete(key, options.deletion);
  const isGone = deps.store.get(key)?.metadata.uid !== object.metadata.uid;
  return { object: toVersion(definition, last), isGone };
}
