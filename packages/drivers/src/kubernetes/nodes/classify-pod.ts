import type { Pod } from '@chaoskit/kube';

/** What a drain does with a pod. */
export type PodFate = 'evict' | 'keep' | 'unmanaged';

/**
 * First rule that applies (drivers.md §1.4, K-6, K-7): mirror pods stay; DaemonSet pods stay; an emptyDir keeps a pod unless it may be lost;
 * what has ended goes; what a controller made goes; the rest is managed by nobody.
 */
export function classifyPod(pod: Pod, mayLoseLocalStorage: boolean): PodFate {
  const { annotations, ownerReferences = [] } = pod.metadata;
  if (annotations !== undefined && 'kubernetes.io/config.mirror' in annotations) return 'keep';
  const controllers = ownerReferences.filter(({ controller }) => controller === true);
  if (controllers.some(({ kind }) => kind === 'DaemonSet')) return 'keep';
  const hasLocalStorage = (pod.spec?.volumes ?? []).some(
    ({ emptyDir }) => emptyDir !== undefined && emptyDir !== null,
  );
  if (hasLocalStorage) return mayLoseLocalStorage ? 'evict' : 'keep';
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return 'evict';
  return controllers.length > 0 ? 'evict' : 'unmanaged';
}
