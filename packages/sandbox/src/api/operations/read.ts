import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { currentObject } from './update.js';

/** GET of an object. */
export async function read(request: ApiRequest): Promise<Answer> {
  return { kind: 'object', status: 200, object: currentObject(request), definition: request.definition };
}
