import type { TypeTexts } from '../type-text.js';

/** Containers: probes, hooks, environment, mounts, security. Names, protobuf numbers, merge and map keys: k8s.io/api, core/v1. */
export const containerTypes: TypeTexts = {
  AppArmorProfile: `
    type 1 string
    localhostProfile 2 string
  `,
  Capabilities: `
    add 1 string[]
    drop 2 string[]
  `,
  ConfigMapEnvSource: `
    ... 1 LocalObjectReference
    optional 2 bool
  `,
  ConfigMapKeySelector: `
    ... 1 LocalObjectReference
    key 2 string
    optional 3 bool
  `,
  Container: `
    name 1 string
    image 2 string
    command 3 string[]
    args 4 string[]
    workingDir 5 string
    ports 6 ContainerPort[] key=containerPort keys=containerPort,protocol
    envFrom 19 EnvFromSource[]
    env 7 EnvVar[] key=name
    resources 8 ResourceRequirements
    resizePolicy 23 ContainerResizePolicy[]
    restartPolicy 24 string
    restartPolicyRules 25 ContainerRestartRule[]
    volumeMounts 9 VolumeMount[] key=mountPath
    volumeDevices 21 VolumeDevice[] key=devicePath
    livenessProbe 10 Probe
    readinessProbe 11 Probe
    startupProbe 22 Probe
    lifecycle 12 Lifecycle
    terminationMessagePath 13 string
    terminationMessagePolicy 20 string
    imagePullPolicy 14 string
    securityContext 15 SecurityContext
    stdin 16 bool
    stdinOnce 17 bool
    tty 18 bool
  `,
  ContainerPort: `
    name 1 string
    hostPort 2 int
    containerPort 3 int
    protocol 4 string
    hostIP 5 string
  `,
  ContainerResizePolicy: `
    resourceName 1 string
    restartPolicy 2 string
  `,
  ContainerRestartRule: `
    action 1 string
    exitCodes 2 ContainerRestartRuleOnExitCodes
  `,
  ContainerRestartRuleOnExitCodes: `
    operator 1 string
    values 2 int[] set
  `,
  EnvFromSource: `
    prefix 1 string
    configMapRef 2 ConfigMapEnvSource
    secretRef 3 SecretEnvSource
  `,
  EnvVar: `
    name 1 string
    value 2 string
    valueFrom 3 EnvVarSource
  `,
  EnvVarSource: `
    fieldRef 1 ObjectFieldSelector
    resourceFieldRef 2 ResourceFieldSelector
    configMapKeyRef 3 ConfigMapKeySelector
    secretKeyRef 4 SecretKeySelector
    fileKeyRef 5 FileKeySelector
  `,
  EphemeralContainer: `
    ... 1 EphemeralContainerCommon
    targetContainerName 2 string
  `,
  EphemeralContainerCommon: `
    name 1 string
    image 2 string
    command 3 string[]
    args 4 string[]
    workingDir 5 string
    ports 6 ContainerPort[] key=containerPort keys=containerPort,protocol
    envFrom 19 EnvFromSource[]
    env 7 EnvVar[] key=name
    resources 8 ResourceRequirements
    resizePolicy 23 ContainerResizePolicy[]
    restartPolicy 24 string
    restartPolicyRules 25 ContainerRestartRule[]
    volumeMounts 9 VolumeMount[] key=mountPath
    volumeDevices 21 VolumeDevice[] key=devicePath
    livenessProbe 10 Probe
    readinessProbe 11 Probe
    startupProbe 22 Probe
    lifecycle 12 Lifecycle
    terminationMessagePath 13 string
    terminationMessagePolicy 20 string
    imagePullPolicy 14 string
    securityContext 15 SecurityContext
    stdin 16 bool
    stdinOnce 17 bool
    tty 18 bool
  `,
  ExecAction: `
    command 1 string[]
  `,
  FileKeySelector: `
    volumeName 1 string
    path 2 string
    key 3 string
    optional 4 bool
  `,
  GRPCAction: `
    port 1 int
    service 2 string
  `,
  HTTPGetAction: `
    path 1 string
    port 2 intOrString
    host 3 string
    scheme 4 string
    httpHeaders 5 HTTPHeader[]
  `,
  HTTPHeader: `
    name 1 string
    value 2 string
  `,
  Lifecycle: `
    postStart 1 LifecycleHandler
    preStop 2 LifecycleHandler
    stopSignal 3 string
  `,
  LifecycleHandler: `
    exec 1 ExecAction
    httpGet 2 HTTPGetAction
    tcpSocket 3 TCPSocketAction
    sleep 4 SleepAction
  `,
  PodResourceClaim: `
    name 1 string
    resourceClaimName 3 string
    resourceClaimTemplateName 4 string
  `,
  Probe: `
    ... 1 ProbeHandler
    initialDelaySeconds 2 int
    timeoutSeconds 3 int
    periodSeconds 4 int
    successThreshold 5 int
    failureThreshold 6 int
    terminationGracePeriodSeconds 7 int
  `,
  ProbeHandler: `
    exec 1 ExecAction
    httpGet 2 HTTPGetAction
    tcpSocket 3 TCPSocketAction
    grpc 4 GRPCAction
  `,
  ResourceClaim: `
    name 1 string
    request 2 string
  `,
  ResourceRequirements: `
    limits 1 {quantity}
    requests 2 {quantity}
    claims 3 ResourceClaim[] keys=name
  `,
  SELinuxOptions: `
    user 1 string
    role 2 string
    type 3 string
    level 4 string
  `,
  SeccompProfile: `
    type 1 string
    localhostProfile 2 string
  `,
  SecretEnvSource: `
    ... 1 LocalObjectReference
    optional 2 bool
  `,
  SecretKeySelector: `
    ... 1 LocalObjectReference
    key 2 string
    optional 3 bool
  `,
  SecurityContext: `
    capabilities 1 Capabilities
    privileged 2 bool
    seLinuxOptions 3 SELinuxOptions
    windowsOptions 10 WindowsSecurityContextOptions
    runAsUser 4 int
    runAsGroup 8 int
    runAsNonRoot 5 bool
    readOnlyRootFilesystem 6 bool
    allowPrivilegeEscalation 7 bool
    procMount 9 string
    seccompProfile 11 SeccompProfile
    appArmorProfile 12 AppArmorProfile
  `,
  SleepAction: `
    seconds 1 int
  `,
  TCPSocketAction: `
    port 1 intOrString
    host 2 string
  `,
  VolumeDevice: `
    name 1 string
    devicePath 2 string
  `,
  VolumeMount: `
    name 1 string
    readOnly 2 bool
    recursiveReadOnly 7 string
    mountPath 3 string
    subPath 4 string
    mountPropagation 5 string
    subPathExpr 6 string
  `,
  WindowsSecurityContextOptions: `
    gmsaCredentialSpecName 1 string
    gmsaCredentialSpec 2 string
    runAsUserName 3 string
    hostProcess 4 bool
  `,
};
