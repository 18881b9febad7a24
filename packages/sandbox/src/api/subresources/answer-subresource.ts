import { methodNotAllowed, noSuchResource } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import type { Verb } from '../resources/resource-definition.js';

const verbs: Readonly<Record<string, Verb>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Answers a request for a subresource. NotFound (404) where the resource has none of that name, 405 where it lacks the verb. */
export async function answerSubresource(request: ApiRequest, name: string): Promise<Answer> {
  const subresource = request.definition.subresources?.find((one) => one.name === name);
  if (subresource === undefined) throw noSuchResource();
  const verb = verbs[request.method];
  if (verb === undefined || !subresource.verbs.includes(verb)) throw methodNotAllowed();
  return subresource.handle(request, verb);
}
