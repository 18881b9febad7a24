import type { TypeTexts } from '../type-text.js';

/** Questions to the API that are answered and not kept. Names, protobuf numbers, merge and map keys: k8s.io/api. */
export const reviewTypes: TypeTexts = {
  FieldSelectorAttributes: `
    rawSelector 1 string
    requirements 2 FieldSelectorRequirement[]
  `,
  LabelSelectorAttributes: `
    rawSelector 1 string
    requirements 2 LabelSelectorRequirement[]
  `,
  NonResourceAttributes: `
    path 1 string
    verb 2 string
  `,
  NonResourceRule: `
    verbs 1 string[]
    nonResourceURLs 2 string[]
  `,
  ResourceAttributes: `
    namespace 1 string
    verb 2 string
    group 3 string
    version 4 string
    resource 5 string
    subresource 6 string
    name 7 string
    fieldSelector 8 FieldSelectorAttributes
    labelSelector 9 LabelSelectorAttributes
  `,
  ResourceRule: `
    verbs 1 string[]
    apiGroups 2 string[]
    resources 3 string[]
    resourceNames 4 string[]
  `,
  SelfSubjectAccessReview: `
    metadata 1 ObjectMeta
    spec 2 SelfSubjectAccessReviewSpec
    status 3 SubjectAccessReviewStatus
  `,
  SelfSubjectAccessReviewSpec: `
    resourceAttributes 1 ResourceAttributes
    nonResourceAttributes 2 NonResourceAttributes
  `,
  SelfSubjectRulesReview: `
    metadata 1 ObjectMeta
    spec 2 SelfSubjectRulesReviewSpec
    status 3 SubjectRulesReviewStatus
  `,
  SelfSubjectRulesReviewSpec: `
    namespace 1 string
  `,
  SubjectAccessReviewStatus: `
    allowed 1 bool
    denied 4 bool
    reason 2 string
    evaluationError 3 string
  `,
  SubjectRulesReviewStatus: `
    resourceRules 1 ResourceRule[]
    nonResourceRules 2 NonResourceRule[]
    incomplete 3 bool
    evaluationError 4 string
  `,
  BoundObjectReference: `
    kind 1 string
    apiVersion 2 string
    name 3 string
    uid 4 string
  `,
  SelfSubjectReview: `
    metadata 1 ObjectMeta
    status 2 SelfSubjectReviewStatus
  `,
  SelfSubjectReviewStatus: `
    userInfo 1 UserInfo
  `,
  TokenRequest: `
    metadata 1 ObjectMeta
    spec 2 TokenRequestSpec
    status 3 TokenRequestStatus
  `,
  TokenRequestSpec: `
    audiences 1 string[]
    expirationSeconds 4 int
    boundObjectRef 3 BoundObjectReference
  `,
  TokenRequestStatus: `
    token 1 string
    expirationTimestamp 2 time
  `,
  UserInfo: `
    username 1 string
    uid 2 string
    groups 3 string[]
    extra 4 {string[]}
  `,
};
