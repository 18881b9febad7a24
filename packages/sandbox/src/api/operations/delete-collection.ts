import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { storedName, toVersion } from '../resources/resource-definition.js';
import { selectionOf } from '../selectors/object-selection.js';
import { deleteObject } from './delete.js';
import { deleteOptionsOf } from './delete-options.js';

/** DELETE of a collection: of all that the selectors select; answers the list of them. */
export async function removeCollection(request: ApiRequest): Promise<Answer> {
  const options = await deleteOptionsOf(request);
  const { definition, deps } = request;
  const selection = selectionOf(request);
  const { items } = deps.store.list(storedName(definition), selection.namespace);
  const selected = items
    .map((object) => toVersion(definition, object))
    .filter((object) => selection.test?.(object) !== false);
  const deleted = selected.map((object) => deleteObject(request, object, options).object);
  const { resourceVersion } = deps.store;
  return { kind: 'list', list: { definition, items: deleted, resourceVersion } };
}
