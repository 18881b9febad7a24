import { timestamp } from '../../clock/clock.js';
import type { Answer } from '../answer/answer.js';
import { listAt, numberAt, objectAt } from '../json/json-object.js';
import { incomingValue } from '../operations/incoming-object.js';
import { currentObject } from '../operations/update.js';
import type { ApiRequest } from '../request/api-request.js';
import type { SubresourceDefinition } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';

const hour = 3600;
const shortest = 600;

/** `/token`: a token for a ServiceAccount (authentication.k8s.io/v1 TokenRequest). */
export const tokenSubresource: SubresourceDefinition = {
  name: 'token',
  kind: 'TokenRequest',
  group: 'authentication.k8s.io',
  version: 'v1',
  verbs: ['create'],
  handle: requestToken,
};

async function requestToken(request: ApiRequest): Promise<Answer> {
  const value = (await incomingValue(request)) ?? {};
  const { namespace = '', name, uid } = currentObject(request).metadata;
  const seconds = numberAt(value, 'spec', 'expirationSeconds') ?? hour;
  if (seconds < shortest) {
    const errors = new FieldErrors();
    errors.invalid('spec.expirationSeconds', seconds, 'may not specify a duration less than 10 minutes');
    throw errors.toError({ kind: 'TokenRequest', group: 'authentication.k8s.io' }, '');
  }
  const { token, expiresAtMs } = request.deps.tokens.issue({ namespace, name, uid }, seconds);
  const audiences = listAt(value, 'spec', 'audiences');
  return {
    kind: 'plain',
    status: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace },
      spec: { ...objectAt(value, 'spec'), audiences, expirationSeconds: seconds },
      status: { token, expirationTimestamp: timestamp(expiresAtMs) },
    },
  };
}
