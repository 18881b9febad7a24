import type { KubeObject } from './kube-object.js';
import type { ResourceName, StoreEvent } from './object-store.js';

export interface VersionedEvent extends StoreEvent {
  readonly version: number;
}

export const objectId = (object: KubeObject): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** The newest changes of the store, from which watches are resumed and older lists rebuilt. */
export class EventHistory {
  readonly #capacity: number;
  #events: VersionedEvent[] = [];
  #floor: number;

  /** `floor`: the version that the history begins after. */
  constructor(floor: number, capacity: number) {
    this.#floor = floor;
    this.#capacity = capacity;
  }

  /** Changes up to this version are forgotten. */
  get floor(): number {
    return this.#floor;
  }

  add(event: VersionedEvent): void {
    this.#events.push(event);
    if (this.#events.length < this.#capacity * 2) return;
    // Cut in halves: shifting one by one would move the whole array with each change.
    const forgotten = this.#events.splice(0, this.#capacity);
    this.#floor = forgotten.at(-1)?.version ?? this.#floor;
  }

  /** Changes of a resource after `version`, oldest first. */
  since(resource: ResourceName, version: number): VersionedEvent[] {
    return this.#events.slice(this.#indexAfter(version)).filter((event) => event.resource === resource);
  }

  /** Takes back the changes after `version` in `objects` (by {@link objectId}). */
  rewind(resource: ResourceName, version: number, objects: Map<string, KubeObject>): void {
    for (const event of this.since(resource, version).reverse()) {
      const id = objectId(event.object);
      if (event.previous === undefined) objects.delete(id);
      else objects.set(id, event.previous);
    }
  }

  #indexAfter(version: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.version ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
