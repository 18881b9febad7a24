import type { DefinitionContext } from '@chaoskit/core';
import { KubeApiError, type KubeClient, type KubeResource, type NamedObject } from '@chaoskit/kube';

/** Which object is awaited, and for how long. */
export interface AwaitedWorkload {
  readonly name: string;
  readonly ns: string;
  readonly labelSelector?: string;
  readonly timeoutMs: number;
}

const pauseBetweenWatchesMs = 200;

/**
 * Waits until `fits` says yes to an object's state, or to its deletion (`undefined`): list, judge, watch on, and list again
 * when the watch ends (drivers.md 1.13 item 3). The deadline is one for all of it (K-14). An object that is not there is
 * waited for. Answers false when the time is over.
 */
export async function waitForWorkload<T extends NamedObject>(
  resource: KubeResource,
  awaited: AwaitedWorkload,
  fits: (object: T | undefined) => boolean,
  { signal, sleep }: DefinitionContext,
  kube: KubeClient,
): Promise<boolean> {
  const deadline = AbortSignal.timeout(awaited.timeoutMs);
  const both = AbortSignal.any([signal, deadline]);
  const query = {
    namespace: awaited.ns,
    fieldSelector: `metadata.name=${awaited.name}`,
    ...(awaited.labelSelector !== undefined && { labelSelector: awaited.labelSelector }),
  };
  try {
    for (;;) {
      const { items, resourceVersion } = await kube.listFrom<T>(resource, query, both);
      if (items.some(fits)) return true;
      if (await watchFor(resource, { ...query, resourceVersion }, fits, both, kube)) return true;
      await sleep(pauseBetweenWatchesMs);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return false;
    throw error;
  }
}

async function watchFor<T extends NamedObject>(
  resource: KubeResource,
  query: Parameters<KubeClient['watch']>[1],
  fits: (object: T | undefined) => boolean,
  signal: AbortSignal,
  kube: KubeClient,
): Promise<boolean> {
  try {
    for await (const event of await kube.watch<T>(resource, query, signal)) {
      if (event.type === 'BOOKMARK') continue;
      if (fits(event.type === 'DELETED' ? undefined : event.object)) return true;
    }
  } catch (error) {
    // 410: the version is too old; the next list gives a new one.
    if (!(error instanceof KubeApiError && error.status === 410)) throw error;
  }
  return false;
}
