import { type Clock, microTimestamp, timestamp } from '../clock/clock.js';
import type { KubeObject } from '../store/kube-object.js';
import type { ObjectKey, ObjectStore } from '../store/object-store.js';

export interface NewEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The component that saw it, and its host. */
  readonly component: string;
  readonly host?: string;
  /** Which part of the object, e.g. `spec.containers{front}`. */
  readonly fieldPath?: string;
  /** Set: the event is written in the newer form (`eventTime`, `action`, reporting controller), as the scheduler does. */
  readonly action?: string;
}

/** Writes Events about objects. */
export interface EventRecorder {
  record(about: KubeObject, event: NewEvent): void;
}

/** As the API server's `--event-ttl`: an hour. */
const keptMs = 3_600_000;
/** Far more than a run makes; a pod that crashes all night must not fill the memory. */
const keptMost = 10_000;

/** Keeps Events in the store, counts repetitions in the one that is there, and forgets old ones. */
export class StoreEventRecorder implements EventRecorder {
  readonly #store: ObjectStore;
  readonly #clock: Clock;
  /** By what makes two events the same; in order of last change. */
  readonly #known = new Map<string, { key: ObjectKey; at: number }>();
  #serial = 0;

  constructor(store: ObjectStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  record(about: KubeObject, event: NewEvent): void {
    const now = this.#clock.now();
    this.#forget(now);
    const same = JSON.stringify([
      about.kind,
      about.metadata.uid,
      event.type,
      event.reason,
      event.message,
      event.component,
      event.fieldPath,
    ]);
    const known = this.#known.get(same);
    const stored = known && this.#store.get(known.key);
    this.#known.delete(same);
    if (known !== undefined && stored !== undefined) {
      this.#store.update(known.key.resource, repeated(stored, now));
      this.#known.set(same, { key: known.key, at: now });
      return;
    }
    const namespace = about.metadata.namespace || 'default';
    if (!this.#accepts(namespace)) return;
    const name = `${about.metadata.name}.${eventSuffix(now, this.#serial++)}`;
    this.#store.create('events', newEvent(about, event, { name, namespace, now }));
    this.#known.set(same, { key: { resource: 'events', namespace, name }, at: now });
  }

  /** A namespace that is going, or gone, takes no new objects. */
  #accepts(namespace: string): boolean {
    const found = this.#store.get({ resource: 'namespaces', namespace: '', name: namespace });
    return found !== undefined && found.metadata.deletionTimestamp === undefined;
  }

  #forget(now: number): void {
    for (const [same, { key, at }] of this.#known) {
      if (now - at < keptMs && this.#known.size < keptMost) return;
      this.#known.delete(same);
      if (this.#store.get(key) !== undefined) this.#store.remove(key);
    }
  }
}

/** Time in nanoseconds, in hexadecimal, as client-go names its events; the serial keeps names of one millisecond apart. */
function eventSuffix(now: number, serial: number): string {
  return (BigInt(now) * 1_000_000n + BigInt(serial % 1_000_000)).toString(16);
}

function repeated(stored: KubeObject, now: number): KubeObject {
  const copy = structuredClone(stored);
  if (copy.series !== undefined || copy.action !== undefined) {
    const series = copy.series as { count: number } | undefined;
    copy.series = { count: (series?.count ?? 1) + 1, lastObservedTime: microTimestamp(now) };
  } else {
    copy.count = Number(copy.count) + 1;
    copy.lastTimestamp = timestamp(now);
  }
  return copy;
}

function newEvent(
  about: KubeObject,
  event: NewEvent,
  at: { name: string; namespace: string; now: number },
): Omit<KubeObject, 'metadata'> & { apiVersion: string; kind: string; metadata: object } {
  const { name, namespace, uid, resourceVersion } = about.metadata;
  const modern = event.action !== undefined;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: at.name, namespace: at.namespace },
    involvedObject: {
      kind: about.kind,
      ...(namespace === undefined ? {} : { namespace }),
      name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
      ...(event.fieldPath === undefined ? {} : { fieldPath: event.fieldPath }),
    },
    reason: event.reason,
    message: event.message,
    source: modern
      ? {}
      : { component: event.component, ...(event.host === undefined ? {} : { host: event.host }) },
    firstTimestamp: modern ? null : timestamp(at.now),
    lastTimestamp: modern ? null : timestamp(at.now),
    ...(modern ? {} : { count: 1 }),
    type: event.type,
    eventTime: modern ? microTimestamp(at.now) : null,
    ...(modern ? { action: event.action } : {}),
    reportingComponent: event.component,
    reportingInstance: modern ? event.component : (event.host ?? ''),
  };
}
