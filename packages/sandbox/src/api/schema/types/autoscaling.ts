import type { TypeTexts } from '../type-text.js';

/** The number of replicas by itself. Names, protobuf numbers, merge and map keys: k8s.io/api, autoscaling/v1. */
export const autoscalingTypes: TypeTexts = {
  Scale: `
    metadata 1 ObjectMeta
    spec 2 ScaleSpec
    status 3 ScaleStatus
  `,
  ScaleSpec: `
    replicas 1 int
  `,
  ScaleStatus: `
    replicas 1 int
    selector 2 string
  `,
};
