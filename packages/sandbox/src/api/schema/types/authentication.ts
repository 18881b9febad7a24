import type { TypeTexts } from '../type-text.js';

/** Questions about who one is, and tokens. Names, protobuf numbers, merge and map keys: k8s.io/api, authentication/v1. */
export const authenticationTypes: TypeTexts = {
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
