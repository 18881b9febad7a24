import type { Definition } from '@chaoskit/core';
import { countMinPods, countPods, podsInPhase, podsNotInPhase } from './pods/pod-phases.js';
import { readPodLogs } from './pods/read-pod-logs.js';
import { deletePods, terminatePods } from './pods/terminate-pods.js';
import {
  deploymentAvailableAndHealthy,
  deploymentPartiallyAvailable,
} from './workloads/deployment-health.js';
import { scaleDeployment } from './workloads/scale.js';

/** The `chaosk8s` functions that are built in (drivers.md §1). */
export const kubernetesDriver: readonly Definition[] = [
  terminatePods,
  deletePods,
  readPodLogs,
  podsInPhase,
  podsNotInPhase,
  countPods,
  countMinPods,
  scaleDeployment,
  deploymentAvailableAndHealthy,
  deploymentPartiallyAvailable,
];
