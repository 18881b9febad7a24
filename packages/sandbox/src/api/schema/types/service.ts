import type { TypeTexts } from '../type-text.js';

/** Services and their endpoints. Names, protobuf numbers, merge and map keys: k8s.io/api, core/v1. */
export const serviceTypes: TypeTexts = {
  ClientIPConfig: `
    timeoutSeconds 1 int
  `,
  EndpointAddress: `
    ip 1 string
    hostname 3 string
    nodeName 4 string
    targetRef 2 ObjectReference
  `,
  EndpointPort: `
    name 1 string
    port 2 int
    protocol 3 string
    appProtocol 4 string
  `,
  EndpointSubset: `
    addresses 1 EndpointAddress[]
    notReadyAddresses 2 EndpointAddress[]
    ports 3 EndpointPort[]
  `,
  Endpoints: `
    metadata 1 ObjectMeta
    subsets 2 EndpointSubset[]
  `,
  LoadBalancerIngress: `
    ip 1 string
    hostname 2 string
    ipMode 3 string
    ports 4 PortStatus[]
  `,
  LoadBalancerStatus: `
    ingress 1 LoadBalancerIngress[]
  `,
  PortStatus: `
    port 1 int
    protocol 2 string
    error 3 string
  `,
  Service: `
    metadata 1 ObjectMeta
    spec 2 ServiceSpec
    status 3 ServiceStatus
  `,
  ServicePort: `
    name 1 string
    protocol 2 string
    appProtocol 6 string
    port 3 int
    targetPort 4 intOrString
    nodePort 5 int
  `,
  ServiceSpec: `
    ports 1 ServicePort[] key=port keys=port,protocol
    selector 2 {string} atomic
    clusterIP 3 string
    clusterIPs 18 string[]
    type 4 string
    externalIPs 5 string[]
    sessionAffinity 7 string
    loadBalancerIP 8 string
    loadBalancerSourceRanges 9 string[]
    externalName 10 string
    externalTrafficPolicy 11 string
    healthCheckNodePort 12 int
    publishNotReadyAddresses 13 bool
    sessionAffinityConfig 14 SessionAffinityConfig
    ipFamilies 19 string[]
    ipFamilyPolicy 17 string
    allocateLoadBalancerNodePorts 20 bool
    loadBalancerClass 21 string
    internalTrafficPolicy 22 string
    trafficDistribution 23 string
  `,
  ServiceStatus: `
    loadBalancer 1 LoadBalancerStatus
    conditions 2 Condition[] key=type
  `,
  SessionAffinityConfig: `
    clientIP 1 ClientIPConfig
  `,
};
