import type { TypeTexts } from '../type-text.js';

/** Pods and their templates. Names, protobuf numbers, merge and map keys: k8s.io/api, core/v1. */
export const podTypes: TypeTexts = {
  Affinity: `
    nodeAffinity 1 NodeAffinity
    podAffinity 2 PodAffinity
    podAntiAffinity 3 PodAntiAffinity
  `,
  Binding: `
    metadata 1 ObjectMeta
    target 2 ObjectReference
  `,
  ContainerExtendedResourceRequest: `
    containerName 1 string
    resourceName 2 string
    requestName 3 string
  `,
  ContainerState: `
    waiting 1 ContainerStateWaiting
    running 2 ContainerStateRunning
    terminated 3 ContainerStateTerminated
  `,
  ContainerStateRunning: `
    startedAt 1 time
  `,
  ContainerStateTerminated: `
    exitCode 1 int
    signal 2 int
    reason 3 string
    message 4 string
    startedAt 5 time
    finishedAt 6 time
    containerID 7 string
  `,
  ContainerStateWaiting: `
    reason 1 string
    message 2 string
  `,
  ContainerStatus: `
    name 1 string
    state 2 ContainerState
    lastState 3 ContainerState
    ready 4 bool
    restartCount 5 int
    image 6 string
    imageID 7 string
    containerID 8 string
    started 9 bool
    allocatedResources 10 {quantity}
    resources 11 ResourceRequirements
    volumeMounts 12 VolumeMountStatus[] key=mountPath
    user 13 ContainerUser
    allocatedResourcesStatus 14 ResourceStatus[] key=name
    stopSignal 15 string
  `,
  ContainerUser: `
    linux 1 LinuxContainerUser
  `,
  HostAlias: `
    ip 1 string
    hostnames 2 string[]
  `,
  HostIP: `
    ip 1 string
  `,
  LinuxContainerUser: `
    uid 1 int
    gid 2 int
    supplementalGroups 3 int[]
  `,
  NodeAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution 1 NodeSelector
    preferredDuringSchedulingIgnoredDuringExecution 2 PreferredSchedulingTerm[]
  `,
  NodeSelector: `
    nodeSelectorTerms 1 NodeSelectorTerm[]
  `,
  NodeSelectorRequirement: `
    key 1 string
    operator 2 string
    values 3 string[]
  `,
  NodeSelectorTerm: `
    matchExpressions 1 NodeSelectorRequirement[]
    matchFields 2 NodeSelectorRequirement[]
  `,
  ObjectReference: `
    kind 1 string
    namespace 2 string
    name 3 string
    uid 4 string
    apiVersion 5 string
    resourceVersion 6 string
    fieldPath 7 string
  `,
  Pod: `
    metadata 1 ObjectMeta
    spec 2 PodSpec
    status 3 PodStatus
  `,
  PodAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution 1 PodAffinityTerm[]
    preferredDuringSchedulingIgnoredDuringExecution 2 WeightedPodAffinityTerm[]
  `,
  PodAffinityTerm: `
    labelSelector 1 LabelSelector
    namespaces 2 string[]
    topologyKey 3 string
    namespaceSelector 4 LabelSelector
    matchLabelKeys 5 string[]
    mismatchLabelKeys 6 string[]
  `,
  PodAntiAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution 1 PodAffinityTerm[]
    preferredDuringSchedulingIgnoredDuringExecution 2 WeightedPodAffinityTerm[]
  `,
  PodCondition: `
    type 1 string
    observedGeneration 7 int
    status 2 string
    lastProbeTime 3 time
    lastTransitionTime 4 time
    reason 5 string
    message 6 string
  `,
  PodDNSConfig: `
    nameservers 1 string[]
    searches 2 string[]
    options 3 PodDNSConfigOption[]
  `,
  PodDNSConfigOption: `
    name 1 string
    value 2 string
  `,
  PodExtendedResourceClaimStatus: `
    requestMappings 1 ContainerExtendedResourceRequest[]
    resourceClaimName 2 string
  `,
  PodIP: `
    ip 1 string
  `,
  PodOS: `
    name 1 string
  `,
  PodReadinessGate: `
    conditionType 1 string
  `,
  PodResourceClaimStatus: `
    name 1 string
    resourceClaimName 2 string
  `,
  PodSchedulingGate: `
    name 1 string
  `,
  PodSecurityContext: `
    seLinuxOptions 1 SELinuxOptions
    windowsOptions 8 WindowsSecurityContextOptions
    runAsUser 2 int
    runAsGroup 6 int
    runAsNonRoot 3 bool
    supplementalGroups 4 int[]
    supplementalGroupsPolicy 12 string
    fsGroup 5 int
    sysctls 7 Sysctl[]
    fsGroupChangePolicy 9 string
    seccompProfile 10 SeccompProfile
    appArmorProfile 11 AppArmorProfile
    seLinuxChangePolicy 13 string
  `,
  PodSpec: `
    volumes 1 Volume[] key=name retainKeys
    initContainers 20 Container[] key=name
    containers 2 Container[] key=name
    ephemeralContainers 34 EphemeralContainer[] key=name
    restartPolicy 3 string
    terminationGracePeriodSeconds 4 int
    activeDeadlineSeconds 5 int
    dnsPolicy 6 string
    nodeSelector 7 {string} atomic
    serviceAccountName 8 string
    serviceAccount 9 string
    automountServiceAccountToken 21 bool
    nodeName 10 string
    hostNetwork 11 bool
    hostPID 12 bool
    hostIPC 13 bool
    shareProcessNamespace 27 bool
    securityContext 14 PodSecurityContext
    imagePullSecrets 15 LocalObjectReference[] key=name
    hostname 16 string
    subdomain 17 string
    affinity 18 Affinity
    schedulerName 19 string
    tolerations 22 Toleration[]
    hostAliases 23 HostAlias[] key=ip
    priorityClassName 24 string
    priority 25 int
    dnsConfig 26 PodDNSConfig
    readinessGates 28 PodReadinessGate[]
    runtimeClassName 29 string
    enableServiceLinks 30 bool
    preemptionPolicy 31 string
    overhead 32 {quantity}
    topologySpreadConstraints 33 TopologySpreadConstraint[] key=topologyKey keys=topologyKey,whenUnsatisfiable
    setHostnameAsFQDN 35 bool
    os 36 PodOS
    hostUsers 37 bool
    schedulingGates 38 PodSchedulingGate[] key=name
    resourceClaims 39 PodResourceClaim[] key=name retainKeys
    resources 40 ResourceRequirements
    hostnameOverride 41 string
  `,
  PodStatus: `
    observedGeneration 17 int
    phase 1 string
    conditions 2 PodCondition[] key=type
    message 3 string
    reason 4 string
    nominatedNodeName 11 string
    hostIP 5 string
    hostIPs 16 HostIP[] key=ip atomic
    podIP 6 string
    podIPs 12 PodIP[] key=ip
    startTime 7 time
    initContainerStatuses 10 ContainerStatus[]
    containerStatuses 8 ContainerStatus[]
    qosClass 9 string
    ephemeralContainerStatuses 13 ContainerStatus[]
    resize 14 string
    resourceClaimStatuses 15 PodResourceClaimStatus[] key=name retainKeys
    extendedResourceClaimStatus 18 PodExtendedResourceClaimStatus
  `,
  PodTemplateSpec: `
    metadata 1 ObjectMeta
    spec 2 PodSpec
  `,
  PreferredSchedulingTerm: `
    weight 1 int
    preference 2 NodeSelectorTerm
  `,
  ResourceHealth: `
    resourceID 1 string
    health 2 string
  `,
  ResourceStatus: `
    name 1 string
    resources 2 ResourceHealth[] keys=resourceID
  `,
  Sysctl: `
    name 1 string
    value 2 string
  `,
  Toleration: `
    key 1 string
    operator 2 string
    value 3 string
    effect 4 string
    tolerationSeconds 5 int
  `,
  TopologySpreadConstraint: `
    maxSkew 1 int
    topologyKey 2 string
    whenUnsatisfiable 3 string
    labelSelector 4 LabelSelector
    minDomains 5 int
    nodeAffinityPolicy 6 string
    nodeTaintsPolicy 7 string
    matchLabelKeys 8 string[]
  `,
  VolumeMountStatus: `
    name 1 string
    mountPath 2 string
    readOnly 3 bool
    recursiveReadOnly 4 string
  `,
  WeightedPodAffinityTerm: `
    weight 1 int
    podAffinityTerm 2 PodAffinityTerm
  `,
};
