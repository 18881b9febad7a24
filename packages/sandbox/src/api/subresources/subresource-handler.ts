import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import type { Verb } from '../resources/resource-definition.js';

/** Answers a request for one subresource; `verb` is one that the subresource has. */
export type SubresourceHandler = (request: ApiRequest, verb: Verb) => Promise<Answer>;
