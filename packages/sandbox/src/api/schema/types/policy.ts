import type { TypeTexts } from '../type-text.js';

/** Evictions. Names, protobuf numbers, merge and map keys: k8s.io/api, policy/v1. */
export const policyTypes: TypeTexts = {
  Eviction: `
    metadata 1 ObjectMeta
    deleteOptions 2 DeleteOptions
  `,
};
