import type { Container, Pod } from '../../kinds/pod.js';
import type { KubeletDeps } from '../kubelet-deps.js';
import type { ContainerId } from '../pod-runtime.js';
import { runHook } from './lifecycle-hook.js';

/** After a `preStop` hook the process has at least this long, whatever is left of the grace period (as in the real kubelet). */
const leastAfterHookMs = 2_000;

export interface RunningContainer {
  readonly pod: Pod;
  readonly container: Container;
  readonly id: ContainerId;
}

/**
 * The hook, SIGTERM, and SIGKILL when `graceMs` is over; resolves when the runtime says that the container is gone.
 * `hookFailed` is told why the hook failed, if it did.
 */
export async function stopContainer(
  at: RunningContainer,
  graceMs: number,
  deps: Pick<KubeletDeps, 'runtime' | 'clock' | 'onError'>,
  hookFailed: (message: string) => void,
): Promise<void> {
  const left = await preStop(at, graceMs, deps, hookFailed);
  try {
    await deps.runtime.stopContainer(at.id, left);
  } catch (reason) {
    deps.onError(`stop of container ${at.container.name}`, reason);
  }
}

/** Runs the hook on the grace period's account; answers what is left of it. */
async function preStop(
  at: RunningContainer,
  graceMs: number,
  { runtime, clock }: Pick<KubeletDeps, 'runtime' | 'clock'>,
  hookFailed: (message: string) => void,
): Promise<number> {
  const hook = at.container.lifecycle?.preStop;
  if (hook === undefined || graceMs <= 0) return graceMs;
  const began = clock.now();
  const late = new AbortController();
  const cancel = clock.after(graceMs, () => late.abort());
  const failure = await runHook(hook, at, { runtime, clock }, late.signal);
  cancel();
  if (failure !== undefined) hookFailed(failure);
  return Math.max(graceMs - (clock.now() - began), leastAfterHookMs);
}

/** The pod's grace period in milliseconds. @default 30 s */
export function graceOf(pod: Pod): number {
  return (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
}
