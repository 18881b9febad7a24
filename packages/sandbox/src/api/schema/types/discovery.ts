import type { TypeTexts } from '../type-text.js';

/** Endpoints in slices. Names, protobuf numbers, merge and map keys: k8s.io/api, discovery/v1. */
export const discoveryTypes: TypeTexts = {
  Endpoint: `
    addresses 1 string[] set
    conditions 2 EndpointConditions
    hostname 3 string
    targetRef 4 ObjectReference
    deprecatedTopology 5 {string}
    nodeName 6 string
    zone 7 string
    hints 8 EndpointHints
  `,
  EndpointConditions: `
    ready 1 bool
    serving 2 bool
    terminating 3 bool
  `,
  EndpointHints: `
    forZones 1 ForZone[]
    forNodes 2 ForNode[]
  `,
  EndpointSlice: `
    metadata 1 ObjectMeta
    addressType 4 string
    endpoints 2 Endpoint[]
    ports 3 EndpointPort[]
  `,
  ForNode: `
    name 1 string
  `,
  ForZone: `
    name 1 string
  `,
};
