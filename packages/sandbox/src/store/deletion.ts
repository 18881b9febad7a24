import { type Clock, timestamp } from '../clock/clock.js';
import type { KubeObject } from './kube-object.js';
import type { StoreStrategy } from './store-strategy.js';

export interface DeletionOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

const policyFinalizers = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const;

/** The finalizers after a DELETE: the garbage collector's own follow the policy of the newest request. */
function finalizersAfter(object: KubeObject, policy: DeletionOptions['propagationPolicy']): string[] {
  const now = object.metadata.finalizers ?? [];
  if (policy === undefined) return now;
  const others = now.filter((one) => !Object.values(policyFinalizers).some((own) => own === one));
  return policy === 'Background' ? others : [...others, policyFinalizers[policy]];
}

/** What DELETE does to an object: `undefined` where it goes at once, else the object as it stays. */
export function deletionDraft(
  object: KubeObject,
  options: DeletionOptions,
  strategy: StoreStrategy,
  clock: Pick<Clock, 'now'>,
): KubeObject | undefined {
  const finalizers = finalizersAfter(object, options.propagationPolicy);
  const asked = strategy.gracePeriodSeconds?.(object, options.gracePeriodSeconds) ?? 0;
  const before = object.metadata.deletionGracePeriodSeconds;
  // A second DELETE can only shorten the grace period.
  const grace = before === undefined ? asked : Math.min(before, asked);
  const held = strategy.isHeld?.(object) === true;
  if (grace <= 0 && finalizers.length === 0 && !held) return undefined;
  const draft = structuredClone(object);
  if (finalizers.length > 0) draft.metadata.finalizers = finalizers;
  else delete draft.metadata.finalizers;
  if (draft.metadata.deletionTimestamp === undefined || grace !== before) {
    draft.metadata.deletionTimestamp = timestamp(clock.now() + grace * 1000);
    draft.metadata.deletionGracePeriodSeconds = grace;
  }
  if (object.metadata.deletionTimestamp === undefined) strategy.beginDeletion?.(draft);
  return draft;
}

/** True for a deleted object that nothing keeps any longer. */
export function isFinished(object: KubeObject, strategy: StoreStrategy): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || finalizers.length > 0 || deletionGracePeriodSeconds > 0)
    return false;
  return strategy.isHeld?.(object) !== true;
}
