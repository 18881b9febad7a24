import { badRequest } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { objectAt, textAt } from '../json/json-object.js';
import { deleteObject } from '../operations/delete.js';
import { readDeleteOptions } from '../operations/delete-options.js';
import { incomingValue } from '../operations/incoming-object.js';
import { currentObject } from '../operations/update.js';
import type { ApiRequest } from '../request/api-request.js';
import { writeOptionsOf } from '../request/write-options.js';
import type { SubresourceDefinition } from '../resources/resource-definition.js';

/** `/eviction`: a deletion that asks first; without budgets it is always let through. */
export const evictionSubresource: SubresourceDefinition = {
  name: 'eviction',
  kind: 'Eviction',
  group: 'policy',
  version: 'v1',
  verbs: ['create'],
  handle: evict,
};

async function evict(request: ApiRequest): Promise<Answer> {
  const { dryRun } = writeOptionsOf(request, 'CreateOptions');
  const eviction = (await incomingValue(request)) ?? {};
  const pod = currentObject(request);
  const given = textAt(eviction, 'metadata', 'name') ?? '';
  if (given !== pod.metadata.name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const options = readDeleteOptions({ ...objectAt(eviction, 'deleteOptions') });
  deleteObject(request, pod, { ...options, dryRun: dryRun || options.dryRun });
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
  return { kind: 'plain', status: 201, body };
}
