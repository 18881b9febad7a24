import { randomUUID } from 'node:crypto';
import { type Clock, timestamp } from '../clock/clock.js';
import { deepFreeze } from './deep-freeze.js';
import { type DeletionOptions, deletionDraft, isFinished } from './deletion.js';
import { EventHistory, objectId, type VersionedEvent } from './event-history.js';
import { generateName } from './generate-name.js';
import { jsonEquals } from './json-equals.js';
import type { KubeObject, NewKubeObject } from './kube-object.js';
import type { ObjectKey, ObjectStore, ResourceName, StoreEvent } from './object-store.js';
import { alreadyExists, conflict, expired, notFound } from './status-error.js';
import { plainStrategy, type StoreStrategy } from './store-strategy.js';

export interface MemoryStoreDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly strategyOf: (resource: ResourceName) => StoreStrategy | undefined;
  /** How many changes are kept for watches at least. @default 2048 */
  readonly historySize?: number;
}

interface Shelf {
  readonly objects: Map<string, KubeObject>;
  sorted: KubeObject[] | undefined;
}

// Version 1 is what clients use for "long ago": it must always be too old.
const firstVersion = 100;

const byPlace = (one: KubeObject, other: KubeObject): number => {
  const namespaces = compareText(one.metadata.namespace ?? '', other.metadata.namespace ?? '');
  return namespaces === 0 ? compareText(one.metadata.name, other.metadata.name) : namespaces;
};
const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The cluster's objects in memory. All objects that it gives out are frozen and shared. */
export class MemoryStore implements ObjectStore {
  readonly #deps: MemoryStoreDeps;
  readonly #shelves = new Map<ResourceName, Shelf>();
  readonly #listeners = new Map<ResourceName | '*', Set<(event: VersionedEvent) => void>>();
  readonly #history: EventHistory;
  readonly #pending: VersionedEvent[] = [];
  #version = firstVersion;

  constructor(deps: MemoryStoreDeps) {
    this.#deps = deps;
    this.#history = new EventHistory(firstVersion, deps.historySize ?? 2048);
  }

  get resourceVersion(): string {
    return String(this.#version);
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#shelf(key.resource).objects.get(`${key.namespace}/${key.name}`);
  }

  list(resource: ResourceName, namespace?: string): { items: KubeObject[]; resourceVersion: string } {
    const items = this.#sorted(resource);
    return {
      items:
        namespace === undefined ? [...items] : items.filter((one) => one.metadata.namespace === namespace),
      resourceVersion: this.resourceVersion,
    };
  }

  /** The list as it was at `version`. Expired (410) where the history does not reach back so far. */
  listAt(resource: ResourceName, namespace: string | undefined, version: number): KubeObject[] {
    if (version < this.#history.floor)
      throw expired(`The provided continue parameter is too old ${tooOldHint}`);
    const objects = new Map(this.#shelf(resource).objects);
    this.#history.rewind(resource, version, objects);
    const items = [...objects.values()].sort(byPlace);
    return namespace === undefined ? items : items.filter((one) => one.metadata.namespace === namespace);
  }

  /** Changes after `version`, oldest first. Expired (410) where the history does not reach back so far. */
  eventsSince(resource: ResourceName, version: number): VersionedEvent[] {
    const floor = this.#history.floor;
    if (version < floor) throw expired(`too old resource version: ${version} (${floor})`);
    return this.#history.since(resource, version);
  }

  create(resource: ResourceName, object: NewKubeObject): KubeObject {
    const draft = this.previewCreate(resource, object);
    const id = objectId(draft);
    draft.metadata.resourceVersion = this.#nextVersion();
    this.#put(resource, id, draft);
    this.#announce({ type: 'ADDED', resource, object: draft });
    return draft;
  }

  /** What `create` would store, but for its version. */
  previewCreate(resource: ResourceName, object: NewKubeObject): KubeObject {
    const strategy = this.#strategy(resource);
    const draft = structuredClone(object) as KubeObject;
    const meta = draft.metadata;
    meta.name ??= generateName(meta.generateName ?? '', this.#deps.random);
    if (!strategy.namespaced) delete meta.namespace;
    meta.uid = randomUUID();
    meta.resourceVersion = '';
    meta.creationTimestamp = timestamp(this.#deps.clock.now());
    delete meta.deletionTimestamp;
    delete meta.deletionGracePeriodSeconds;
    if (strategy.countsGenerations) meta.generation = 1;
    else delete meta.generation;
    if (this.#shelf(resource).objects.has(objectId(draft))) throw alreadyExists(resource, meta.name);
    strategy.prepareCreate?.(draft, this);
    return draft;
  }

  update(resource: ResourceName, object: KubeObject): KubeObject {
    return this.#replace(resource, this.previewUpdate(resource, object));
  }

  /** What `update` would store, but for its version; the stored object itself where nothing changes. */
  previewUpdate(resource: ResourceName, object: KubeObject): KubeObject {
    const strategy = this.#strategy(resource);
    const stored = this.#current(resource, object);
    const draft = structuredClone(object);
    const meta = draft.metadata;
    meta.uid = stored.metadata.uid;
    meta.creationTimestamp = stored.metadata.creationTimestamp;
    meta.resourceVersion = stored.metadata.resourceVersion;
    if (stored.metadata.generation === undefined) delete meta.generation;
    else meta.generation = stored.metadata.generation;
    strategy.prepareUpdate?.(draft, stored, this);
    if (jsonEquals(draft, stored)) return stored;
    if (meta.generation !== undefined && !jsonEquals(draft.spec, stored.spec)) meta.generation++;
    return draft;
  }

  updateStatus(resource: ResourceName, object: KubeObject): KubeObject {
    const stored = this.#current(resource, object);
    if (jsonEquals(stored.status, object.status)) return stored;
    return this.#replace(resource, { ...structuredClone(stored), status: structuredClone(object.status) });
  }

  delete(key: ObjectKey, options: DeletionOptions = {}): KubeObject {
    const stored = this.get(key);
    if (stored === undefined) throw notFound(key.resource, key.name);
    const draft = deletionDraft(stored, options, this.#strategy(key.resource), this.#deps.clock);
    if (draft === undefined) return this.#remove(key.resource, stored);
    return jsonEquals(draft, stored) ? stored : this.#replace(key.resource, draft);
  }

  remove(key: ObjectKey): void {
    const stored = this.get(key);
    if (stored !== undefined) this.#remove(key.resource, stored);
  }

  watch(resource: ResourceName | '*', listener: (event: VersionedEvent) => void): () => void {
    const listeners = this.#listeners.get(resource) ?? new Set();
    this.#listeners.set(resource, listeners);
    const own = (event: VersionedEvent): void => listener(event);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  #current(resource: ResourceName, object: KubeObject): KubeObject {
    const { name, namespace = '', resourceVersion, uid } = object.metadata;
    const stored = this.get({ resource, namespace, name });
    if (stored === undefined) throw notFound(resource, name);
    if (uid !== undefined && uid !== '' && uid !== stored.metadata.uid) {
      throw conflict(
        resource,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`,
      );
    }
    const stale = resourceVersion !== undefined && resourceVersion !== '';
    if (stale && resourceVersion !== stored.metadata.resourceVersion) throw conflict(resource, name);
    return stored;
  }

  #replace(resource: ResourceName, draft: KubeObject): KubeObject {
    const id = objectId(draft);
    const stored = this.#shelf(resource).objects.get(id);
    if (stored === draft || stored === undefined) return draft;
    if (isFinished(draft, this.#strategy(resource))) return this.#remove(resource, stored, draft);
    draft.metadata.resourceVersion = this.#nextVersion();
    this.#put(resource, id, draft);
    this.#announce({ type: 'MODIFIED', resource, object: draft, previous: stored });
    return draft;
  }

  #remove(resource: ResourceName, stored: KubeObject, last: KubeObject = stored): KubeObject {
    const shelf = this.#shelf(resource);
    shelf.objects.delete(objectId(stored));
    shelf.sorted = undefined;
    const object = { ...last, metadata: { ...last.metadata, resourceVersion: this.#nextVersion() } };
    this.#announce({ type: 'DELETED', resource, object: deepFreeze(object), previous: stored });
    return object;
  }

  #put(resource: ResourceName, id: string, draft: KubeObject): void {
    const shelf = this.#shelf(resource);
    shelf.objects.set(id, deepFreeze(draft));
    shelf.sorted = undefined;
  }

  #announce(event: StoreEvent): void {
    const versioned = { ...event, version: this.#version };
    this.#history.add(versioned);
    this.#pending.push(versioned);
    // A listener may change the store: the others must still hear of the changes in their order.
    if (this.#pending.length > 1) return;
    for (let next = this.#pending[0]; next !== undefined; next = this.#pending[0]) {
      for (const listener of [...this.#listenersOf(next.resource), ...this.#listenersOf('*')]) {
        callListener(listener, next);
      }
      this.#pending.shift();
    }
  }

  #listenersOf(resource: ResourceName | '*'): Iterable<(event: VersionedEvent) => void> {
    return this.#listeners.get(resource) ?? [];
  }

  #sorted(resource: ResourceName): KubeObject[] {
    const shelf = this.#shelf(resource);
    shelf.sorted ??= [...shelf.objects.values()].sort(byPlace);
    return shelf.sorted;
  }

  #shelf(resource: ResourceName): Shelf {
    const known = this.#shelves.get(resource);
    if (known !== undefined) return known;
    const shelf: Shelf = { objects: new Map(), sorted: undefined };
    this.#shelves.set(resource, shelf);
    return shelf;
  }

  #strategy(resource: ResourceName): StoreStrategy {
    return this.#deps.strategyOf(resource) ?? plainStrategy;
  }

  #nextVersion(): string {
    this.#version++;
    return String(this.#version);
  }
}

// A listener that throws has a fault of its own: it must not become the writer's, and must not go unseen.
function callListener(listener: (event: VersionedEvent) => void, event: VersionedEvent): void {
  try {
    listener(event);
  } catch (fault) {
    queueMicrotask(() => {
      throw fault;
    });
  }
}

const tooOldHint =
  'to display a consistent list result. You can start a new list without the continue parameter.';
