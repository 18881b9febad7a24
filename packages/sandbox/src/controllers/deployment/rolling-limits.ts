import { type Deployment, wantedReplicas } from '../../kinds/workload.js';

/** How far a rollout may stray from the wanted number of pods. */
export interface RollingLimits {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/**
 * `maxSurge` and `maxUnavailable` in pods: shares of the replicas, surge rounded up and unavailable rounded down, and never
 * both zero. A Deployment that recreates has none.
 */
export function rollingLimits(deployment: Deployment): RollingLimits {
  const replicas = wantedReplicas(deployment);
  if (deployment.spec.strategy?.type === 'Recreate' || replicas === 0)
    return { maxSurge: 0, maxUnavailable: 0 };
  const rolling = deployment.spec.strategy?.rollingUpdate;
  const maxSurge = pods(rolling?.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = pods(rolling?.maxUnavailable ?? '25%', replicas, Math.floor);
  if (maxSurge === 0 && maxUnavailable === 0) return { maxSurge, maxUnavailable: 1 };
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

function pods(value: number | string, replicas: number, round: (share: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(value, 10) * replicas) / 100);
}
