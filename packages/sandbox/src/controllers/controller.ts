import type { Clock } from '../clock/clock.js';
import type { KubeObject } from '../store/kube-object.js';
import type { ObjectStore, ResourceName, StoreEvent } from '../store/object-store.js';
import type { EventRecorder } from './event-recorder.js';
import { WorkQueue } from './work-queue.js';

/** What every controller works with. */
export interface Cluster {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/**
 * Brings one kind of object towards what its spec asks for. Level-triggered: `reconcile` looks at the state as it is now,
 * never at what happened, and may be called at any time and as often as one likes.
 */
export interface Controller {
  readonly name: string;
  /** For each resource that matters: the keys to look at when an object of it changed. */
  readonly watches: Readonly<Record<ResourceName, KeysOf>>;
  /** Answers in how many milliseconds it wants to see the key again, if it does. */
  reconcile(key: string): number | undefined;
}

/** `previous` is the object before the change. */
export type KeysOf = (
  object: KubeObject,
  previous: KubeObject | undefined,
  change: Pick<StoreEvent, 'type' | 'resource'>,
) => readonly string[];

/**
 * Starts a controller on all that is in the store and on all that changes. Answers the function that stops it.
 * One that watches `*` sees only changes, so it must be started before the first object is made.
 */
export function runController(
  controller: Controller,
  cluster: Pick<Cluster, 'store' | 'clock'>,
  onError: (message: string, reason: unknown) => void,
): () => void {
  const queue = new WorkQueue(
    cluster.clock,
    (key) => controller.reconcile(key),
    (key, reason) => onError(`${controller.name}: ${key}`, reason),
  );
  const endings = Object.entries(controller.watches).map(([resource, keysOf]) => {
    const look = (event: StoreEvent): void => {
      for (const key of keysOf(event.object, event.previous, event)) queue.add(key);
    };
    const end = cluster.store.watch(resource, look);
    if (resource !== '*')
      for (const object of cluster.store.list(resource).items) look({ type: 'ADDED', resource, object });
    return end;
  });
  return () => {
    for (const end of endings) end();
    queue.close();
  };
}

/** `namespace/name`, the key of an object in a queue; `/name` for cluster-wide ones. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The key of the object's controller, where that is of `kind`; a change of owner concerns the old one too. */
export function ownerKeys(
  kind: string,
): (object: KubeObject, previous: KubeObject | undefined) => readonly string[] {
  return (object, previous) =>
    [object, previous].flatMap((each) => {
      const owner = each?.metadata.ownerReferences?.find((reference) => reference.controller === true);
      return owner?.kind === kind ? [`${each?.metadata.namespace ?? ''}/${owner.name}`] : [];
    });
}

/** The object's own key. */
export const ownKey: KeysOf = (object) => [keyOf(object)];
