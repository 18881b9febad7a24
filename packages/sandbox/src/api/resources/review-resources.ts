import type { Answer } from '../answer/answer.js';
import { isJsonObject, type JsonObject, objectAt } from '../json/json-object.js';
import { incomingObject } from '../operations/incoming-object.js';
import type { ApiRequest } from '../request/api-request.js';
import { nameTable } from '../table/name-table.js';
import { FieldErrors } from '../validation/field-errors.js';
import { apiVersionOf, type ResourceDefinition } from './resource-definition.js';

type Review = Pick<ResourceDefinition, 'group' | 'plural' | 'singular' | 'kind'> & {
  readonly answer: (review: JsonObject, request: ApiRequest) => JsonObject;
};

const question = ({ answer, ...names }: Review): ResourceDefinition => ({
  ...names,
  version: 'v1',
  namespaced: false,
  verbs: ['create'],
  table: nameTable,
  nameRule: 'subdomain',
  hasStatus: false,
  answerCreate: async (request): Promise<Answer> => {
    const { object } = await incomingObject(request, 'Ignore');
    const { kind } = names;
    const apiVersion = apiVersionOf(request.definition);
    const spec = isJsonObject(object.spec) ? { spec: object.spec } : {};
    const body = { kind, apiVersion, metadata: {}, ...spec, status: answer(object, request) };
    return { kind: 'plain', status: 201, body };
  },
});

/** Whoever has a token may do everything: the sandbox has no roles. */
function mayI(review: JsonObject): JsonObject {
  const { resourceAttributes, nonResourceAttributes } = objectAt(review, 'spec');
  if (isJsonObject(resourceAttributes) === isJsonObject(nonResourceAttributes)) {
    const errors = new FieldErrors();
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.invalid('spec.resourceAttributes', resourceAttributes, why);
    throw errors.toError({ kind: 'SelfSubjectAccessReview', group: 'authorization.k8s.io' }, '');
  }
  return { allowed: true, reason: 'every client of the sandbox is its administrator' };
}

const everything = (): JsonObject => ({
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
});

/** Questions that are answered and not kept. */
export const reviewResources: readonly ResourceDefinition[] = [
  question({
    group: 'authorization.k8s.io',
    plural: 'selfsubjectaccessreviews',
    singular: 'selfsubjectaccessreview',
    kind: 'SelfSubjectAccessReview',
    answer: mayI,
  }),
  question({
    group: 'authorization.k8s.io',
    plural: 'selfsubjectrulesreviews',
    singular: 'selfsubjectrulesreview',
    kind: 'SelfSubjectRulesReview',
    answer: everything,
  }),
  question({
    group: 'authentication.k8s.io',
    plural: 'selfsubjectreviews',
    singular: 'selfsubjectreview',
    kind: 'SelfSubjectReview',
    answer: (_review, { user }) => ({ userInfo: { ...user } }),
  }),
];
