import type { TypeTexts } from '../type-text.js';

/** Leases. Names, protobuf numbers, merge and map keys: k8s.io/api, coordination/v1. */
export const coordinationTypes: TypeTexts = {
  Lease: `
    metadata 1 ObjectMeta
    spec 2 LeaseSpec
  `,
  LeaseSpec: `
    holderIdentity 1 string
    leaseDurationSeconds 2 int
    acquireTime 3 microTime
    renewTime 4 microTime
    leaseTransitions 5 int
    strategy 6 string
    preferredHolder 7 string
  `,
};
