import type { TypeTexts } from '../type-text.js';

/** Kinds that hold data, and what is written about others. Names, protobuf numbers, merge and map keys: k8s.io/api, core/v1. */
export const plainTypes: TypeTexts = {
  ConfigMap: `
    metadata 1 ObjectMeta
    immutable 4 bool
    data 2 {string}
    binaryData 3 {bytes}
  `,
  Event: `
    metadata 1 ObjectMeta
    involvedObject 2 ObjectReference
    reason 3 string
    message 4 string
    source 5 EventSource
    firstTimestamp 6 time
    lastTimestamp 7 time
    count 8 int
    type 9 string
    eventTime 10 microTime
    series 11 EventSeries
    action 12 string
    related 13 ObjectReference
    reportingComponent 14 string
    reportingInstance 15 string
  `,
  EventSeries: `
    count 1 int
    lastObservedTime 2 microTime
  `,
  EventSource: `
    component 1 string
    host 2 string
  `,
  Namespace: `
    metadata 1 ObjectMeta
    spec 2 NamespaceSpec
    status 3 NamespaceStatus
  `,
  NamespaceCondition: `
    type 1 string
    status 2 string
    lastTransitionTime 4 time
    reason 5 string
    message 6 string
  `,
  NamespaceSpec: `
    finalizers 1 string[]
  `,
  NamespaceStatus: `
    phase 1 string
    conditions 2 NamespaceCondition[] key=type
  `,
  Secret: `
    metadata 1 ObjectMeta
    immutable 5 bool
    data 2 {bytes}
    stringData 4 {string}
    type 3 string
  `,
  ServiceAccount: `
    metadata 1 ObjectMeta
    secrets 2 ObjectReference[] key=name
    imagePullSecrets 3 LocalObjectReference[]
    automountServiceAccountToken 4 bool
  `,
};
