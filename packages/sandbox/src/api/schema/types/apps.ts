import type { TypeTexts } from '../type-text.js';

/** Deployments and what else keeps pods running. Names, protobuf numbers, merge and map keys: k8s.io/api, apps/v1. */
export const appsTypes: TypeTexts = {
  Deployment: `
    metadata 1 ObjectMeta
    spec 2 DeploymentSpec
    status 3 DeploymentStatus
  `,
  DeploymentCondition: `
    type 1 string
    status 2 string
    lastUpdateTime 6 time
    lastTransitionTime 7 time
    reason 4 string
    message 5 string
  `,
  DeploymentSpec: `
    replicas 1 int
    selector 2 LabelSelector
    template 3 PodTemplateSpec
    strategy 4 DeploymentStrategy retainKeys
    minReadySeconds 5 int
    revisionHistoryLimit 6 int
    paused 7 bool
    progressDeadlineSeconds 9 int
  `,
  DeploymentStatus: `
    observedGeneration 1 int
    replicas 2 int
    updatedReplicas 3 int
    readyReplicas 7 int
    availableReplicas 4 int
    unavailableReplicas 5 int
    terminatingReplicas 9 int
    conditions 6 DeploymentCondition[] key=type
    collisionCount 8 int
  `,
  DeploymentStrategy: `
    type 1 string
    rollingUpdate 2 RollingUpdateDeployment
  `,
  ReplicaSet: `
    metadata 1 ObjectMeta
    spec 2 ReplicaSetSpec
    status 3 ReplicaSetStatus
  `,
  ReplicaSetCondition: `
    type 1 string
    status 2 string
    lastTransitionTime 3 time
    reason 4 string
    message 5 string
  `,
  ReplicaSetSpec: `
    replicas 1 int
    minReadySeconds 4 int
    selector 2 LabelSelector
    template 3 PodTemplateSpec
  `,
  ReplicaSetStatus: `
    replicas 1 int
    fullyLabeledReplicas 2 int
    readyReplicas 4 int
    availableReplicas 5 int
    terminatingReplicas 7 int
    observedGeneration 3 int
    conditions 6 ReplicaSetCondition[] key=type
  `,
  RollingUpdateDeployment: `
    maxUnavailable 1 intOrString
    maxSurge 2 intOrString
  `,
};
