import type { DefinitionContext } from '@chaoskit/core';
import {
  KubeApiError,
  type KubeClient,
  type KubeResource,
  type NamedObject,
  type WatchQuery,
} from '@chaoskit/kube';

/** Which object is awaited, and for how long. */
export interface AwaitedWorkload {
  readonly name: string;
  readonly ns: string;
  readonly labelSelector?: string;
  readonly timeoutMs: number;
}

const pauseBetweenWatchesMs = 200;

/**
 * Waits until `fits` says yes to an object's state, or to its deletion (`undefined`): a watch gives the present state and
 * what follows; when it ends, a list shows what was missed and the watch goes on from there (drivers.md 1.13 item 3). The
 * deadline is one for all of it (K-14). An object that is not there is waited for. Answers false when the time is over.
 */
export async function waitForWorkload<T extends NamedObject>(
  resource: KubeResource,
  awaited: AwaitedWorkload,
  fits: (object: T | undefined) => boolean,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<boolean> {
  const { signal } = context;
  const deadline = AbortSignal.timeout(awaited.timeoutMs);
  const both = AbortSignal.any([signal, deadline]);
  const query = {
    namespace: awaited.ns,
    fieldSelector: `metadata.name=${awaited.name}`,
    ...(awaited.labelSelector !== undefined && { labelSelector: awaited.labelSelector }),
  };
  let seen = false;
  const judge = (object: T | undefined) => {
    seen ||= object !== undefined;
    return fits(object);
  };
  try {
    if (await watchFor(resource, query, judge, both, kube)) return true;
    for (;;) {
      await context.sleep(pauseBetweenWatchesMs);
      const { items, resourceVersion } = await kube.listFrom<T>(resource, query, both);
      if (items.some(judge) || (items.length === 0 && seen && judge(undefined))) return true;
      if (await watchFor(resource, { ...query, resourceVersion }, judge, both, kube)) return true;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return false;
    throw error;
  }
}

async function watchFor<T extends NamedObject>(
  resource: KubeResource,
  query: WatchQuery,
  judge: (object: T | undefined) => boolean,
  signal: AbortSignal,
  kube: KubeClient,
): Promise<boolean> {
  try {
    for await (const event of await kube.watch<T>(resource, query, signal)) {
      if (event.type === 'BOOKMARK') continue;
      if (judge(event.type === 'DELETED' ? undefined : event.object)) return true;
    }
  } catch (error) {
    // 410: the version is too old; the next list gives a new one.
    if (!(error instanceof KubeApiError && error.status === 410)) throw error;
  }
  return false;
}
