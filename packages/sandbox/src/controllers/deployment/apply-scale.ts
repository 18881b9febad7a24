import { type Deployment, type ReplicaSet, wantedReplicas } from '../../kinds/workload.js';
import type { Cluster } from '../controller.js';
import { sizeAnnotations } from './annotations.js';
import type { Scale } from './scaling.js';

/** Gives a ReplicaSet its size and notes for which size of the Deployment that was. */
export function applyScale(
  deployment: Deployment,
  { replicaSet, replicas }: Scale,
  cluster: Cluster,
): ReplicaSet {
  const before = wantedReplicas(replicaSet);
  const copy = structuredClone(replicaSet);
  copy.spec.replicas = replicas;
  copy.metadata.annotations = { ...copy.metadata.annotations, ...sizeAnnotations(deployment) };
  const updated = cluster.store.update('replicasets.apps', copy) as ReplicaSet;
  if (replicas !== before) recordScaling(deployment, replicaSet.metadata.name, before, replicas, cluster);
  return updated;
}

export function recordScaling(
  deployment: Deployment,
  replicaSet: string,
  before: number,
  after: number,
  { events }: Cluster,
): void {
  const direction = after > before ? 'up' : 'down';
  events.record(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${replicaSet} from ${before} to ${after}`,
    component: 'deployment-controller',
  });
}
