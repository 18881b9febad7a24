import type { Definition } from '@chaoskit/core';
import { networkFaults } from './chaosmesh/network-faults.js';
import { chaosMeshFaults } from './chaosmesh/stress-faults.js';
import { clusterProbes } from './cluster/existence.js';
import { createNamespace, deleteNamespace } from './cluster/namespaces.js';
import { applyActions } from './custom/apply-text.js';
import { customObjects } from './custom/custom-objects.js';
import { deleteCreatedObject } from './inverse/create-object.js';
import { restoreObject } from './inverse/restore-object.js';
import { legacyModules } from './legacy/legacy-modules.js';
import { createActions } from './manifests/create-from-manifest.js';
import { deleteByNameActions } from './manifests/delete-by-name.js';
import { networkActions } from './network/network-policies.js';
import { cordonNode, uncordonNode } from './nodes/cordon.js';
import { drainNodes } from './nodes/drain.js';
import {
  allNodesMustBeReadyToSchedule,
  getAllNodeStatusConditions,
  getNodes,
  nodesMustBeHealthy,
  verifyNodesCondition,
} from './nodes/node-conditions.js';
import { createNode, deleteNodes } from './nodes/node-objects.js';
import { execInPods } from './pods/exec-in-pods.js';
import { allPodsHealthy, podIsNotAvailable, podsInConditions } from './pods/pod-conditions.js';
import { countMinPods, countPods, podsInPhase, podsNotInPhase } from './pods/pod-phases.js';
import { readPodLogs } from './pods/read-pod-logs.js';
import { shouldBeFoundInLogs } from './pods/should-be-found-in-logs.js';
import { deletePods, terminatePods } from './pods/terminate-pods.js';
import { collectDeploymentStatus } from './workloads/collect-deployment-status.js';
import { daemonSetAvailableAndHealthy, daemonSetPartiallyAvailable } from './workloads/daemon-set-health.js';
import { deleteWorkloadActions } from './workloads/delete-workloads.js';
import {
  deploymentAvailableAndHealthy,
  deploymentPartiallyAvailable,
} from './workloads/deployment-health.js';
import {
  rollbackDeployment,
  rolloutDeployment,
  setDeploymentImage,
  updateDaemonSet,
} from './workloads/rollout.js';
import { scaleDeployment, scaleStatefulSet } from './workloads/scale.js';
import { waitProbes } from './workloads/wait-probes.js';

/** The `chaosk8s` functions (drivers.md §1), and the inverses that no public function offers. */
export const kubernetesDriver: readonly Definition[] = [
  terminatePods,
  deletePods,
  execInPods,
  readPodLogs,
  podsInPhase,
  podsNotInPhase,
  podsInConditions,
  podIsNotAvailable,
  allPodsHealthy,
  countPods,
  countMinPods,
  shouldBeFoundInLogs,

  scaleDeployment,
  scaleStatefulSet,
  rolloutDeployment,
  rollbackDeployment,
  setDeploymentImage,
  updateDaemonSet,
  ...deleteWorkloadActions,
  deploymentAvailableAndHealthy,
  deploymentPartiallyAvailable,
  daemonSetAvailableAndHealthy,
  daemonSetPartiallyAvailable,
  collectDeploymentStatus,
  ...waitProbes,

  cordonNode,
  uncordonNode,
  drainNodes,
  deleteNodes,
  createNode,
  getNodes,
  getAllNodeStatusConditions,
  allNodesMustBeReadyToSchedule,
  verifyNodesCondition,
  nodesMustBeHealthy,

  ...createActions,
  ...deleteByNameActions,
  createNamespace,
  deleteNamespace,
  ...clusterProbes,
  ...networkActions,
  ...customObjects,
  ...applyActions,
  ...networkFaults,
  ...chaosMeshFaults,
  ...legacyModules,

  restoreObject,
  deleteCreatedObject,
];
