import type { TypeTexts } from '../type-text.js';

/** Nodes. Names, protobuf numbers, merge and map keys: k8s.io/api, core/v1. */
export const nodeTypes: TypeTexts = {
  AttachedVolume: `
    name 1 string
    devicePath 2 string
  `,
  ConfigMapNodeConfigSource: `
    namespace 1 string
    name 2 string
    uid 3 string
    resourceVersion 4 string
    kubeletConfigKey 5 string
  `,
  ContainerImage: `
    names 1 string[]
    sizeBytes 2 int
  `,
  DaemonEndpoint: `
    Port 1 int
  `,
  Node: `
    metadata 1 ObjectMeta
    spec 2 NodeSpec
    status 3 NodeStatus
  `,
  NodeAddress: `
    type 1 string
    address 2 string
  `,
  NodeCondition: `
    type 1 string
    status 2 string
    lastHeartbeatTime 3 time
    lastTransitionTime 4 time
    reason 5 string
    message 6 string
  `,
  NodeConfigSource: `
    configMap 2 ConfigMapNodeConfigSource
  `,
  NodeConfigStatus: `
    assigned 1 NodeConfigSource
    active 2 NodeConfigSource
    lastKnownGood 3 NodeConfigSource
    error 4 string
  `,
  NodeDaemonEndpoints: `
    kubeletEndpoint 1 DaemonEndpoint
  `,
  NodeFeatures: `
    supplementalGroupsPolicy 1 bool
  `,
  NodeRuntimeHandler: `
    name 1 string
    features 2 NodeRuntimeHandlerFeatures
  `,
  NodeRuntimeHandlerFeatures: `
    recursiveReadOnlyMounts 1 bool
    userNamespaces 2 bool
  `,
  NodeSpec: `
    podCIDR 1 string
    podCIDRs 7 string[] merge set
    providerID 3 string
    unschedulable 4 bool
    taints 5 Taint[]
    configSource 6 NodeConfigSource
    externalID 2 string
  `,
  NodeStatus: `
    capacity 1 {quantity}
    allocatable 2 {quantity}
    phase 3 string
    conditions 4 NodeCondition[] key=type
    addresses 5 NodeAddress[] key=type
    daemonEndpoints 6 NodeDaemonEndpoints
    nodeInfo 7 NodeSystemInfo
    images 8 ContainerImage[]
    volumesInUse 9 string[]
    volumesAttached 10 AttachedVolume[]
    config 11 NodeConfigStatus
    runtimeHandlers 12 NodeRuntimeHandler[]
    features 13 NodeFeatures
  `,
  NodeSwapStatus: `
    capacity 1 int
  `,
  NodeSystemInfo: `
    machineID 1 string
    systemUUID 2 string
    bootID 3 string
    kernelVersion 4 string
    osImage 5 string
    containerRuntimeVersion 6 string
    kubeletVersion 7 string
    kubeProxyVersion 8 string
    operatingSystem 9 string
    architecture 10 string
    swap 11 NodeSwapStatus
  `,
  Taint: `
    key 1 string
    value 2 string
    effect 3 string
    timeAdded 4 time
  `,
};
