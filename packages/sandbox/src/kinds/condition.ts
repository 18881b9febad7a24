/** A condition of a status, in the form that all kinds share. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  lastHeartbeatTime?: string;
  observedGeneration?: number;
}

export function conditionOf(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}

/**
 * The list with `condition` in it: in its old place where the type was there, at the end otherwise.
 * `lastTransitionTime` moves only when the status does.
 */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
): Condition[] {
  const old = conditionOf(conditions, condition.type);
  const next = { ...condition };
  if (old?.status === condition.status && old.lastTransitionTime !== undefined)
    next.lastTransitionTime = old.lastTransitionTime;
  if (old === undefined) return [...(conditions ?? []), next];
  return (conditions ?? []).map((each) => (each.type === condition.type ? next : each));
}
