import type { KubeObject } from '../store/kube-object.js';
import type { Condition } from './condition.js';
import type { PodTemplate } from './pod.js';
import type { LabelSelector } from './selector.js';

/** A Deployment, as far as the sandbox reads it (Kubernetes API, apps/v1). */
export interface Deployment extends KubeObject {
  spec: DeploymentSpec;
  status?: DeploymentStatus;
}

interface DeploymentSpec {
  replicas?: number;
  selector: LabelSelector;
  template: PodTemplate;
  strategy?: {
    type?: 'RollingUpdate' | 'Recreate';
    rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string };
  };
  minReadySeconds?: number;
  revisionHistoryLimit?: number;
  paused?: boolean;
  progressDeadlineSeconds?: number;
}

/** Counts are left out at zero, as in the API. */
export interface DeploymentStatus {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  unavailableReplicas?: number;
  collisionCount?: number;
  conditions?: Condition[];
}

export interface ReplicaSet extends KubeObject {
  spec: ReplicaSetSpec;
  status?: ReplicaSetStatus;
}

interface ReplicaSetSpec {
  replicas?: number;
  minReadySeconds?: number;
  selector: LabelSelector;
  template: PodTemplate;
}

/** `replicas` is always there; the other counts are left out at zero. */
export interface ReplicaSetStatus {
  replicas: number;
  fullyLabeledReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  observedGeneration?: number;
  conditions?: Condition[];
}

/** A stored object of resource `deployments.apps`: the API checked its shape. */
export function asDeployment(object: KubeObject): Deployment {
  return object as Deployment;
}

/** A stored object of resource `replicasets.apps`: the API checked its shape. */
export function asReplicaSet(object: KubeObject): ReplicaSet {
  return object as ReplicaSet;
}

/** `spec.replicas` with the API's default. */
export function wantedReplicas(workload: { spec: { replicas?: number } }): number {
  return workload.spec.replicas ?? 1;
}

/** Leaves out what is zero or undefined. */
export function withoutZeros<T extends object>(counts: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(counts).filter(([, value]) => value !== 0 && value !== undefined),
  ) as Partial<T>;
}
