import { methodNotAllowed } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { type Verb, verbsOf } from '../resources/resource-definition.js';
import { create } from './create.js';
import { remove } from './delete.js';
import { removeCollection } from './delete-collection.js';
import { list } from './list.js';
import { patch } from './patch.js';
import { read } from './read.js';
import { update } from './update.js';
import { watch } from './watch.js';

type Operation = (request: ApiRequest) => Promise<Answer>;

const operations: Readonly<Record<Verb, Operation>> = {
  create,
  delete: remove,
  deletecollection: removeCollection,
  get: read,
  list,
  patch,
  update,
  watch,
};

const objectVerbs: Readonly<Record<string, Verb>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** The verb of a request, as discovery and authorization name it; `undefined` where the method has none. */
function verbOf(request: Pick<ApiRequest, 'method' | 'path' | 'query' | 'definition'>): Verb | undefined {
  const { method, path, query, definition } = request;
  if (path.name !== undefined) return objectVerbs[method];
  if (method === 'GET') return isTrue(query.get('watch')) ? 'watch' : 'list';
  // The collection over all namespaces can only be read.
  if (definition.namespaced && path.namespace === undefined) return undefined;
  if (method === 'POST') return 'create';
  return method === 'DELETE' ? 'deletecollection' : undefined;
}

const isTrue = (text: string | null): boolean => text === 'true' || text === '1';

/** Answers a request for a resource (not for a subresource). MethodNotAllowed (405) where it has no such verb. */
export async function answerResource(request: ApiRequest): Promise<Answer> {
  const verb = verbOf(request);
  if (verb === undefined || !verbsOf(request.definition).includes(verb)) throw methodNotAllowed();
  const own = verb === 'create' ? request.definition.answerCreate : undefined;
  return (own ?? operations[verb])(request);
}
