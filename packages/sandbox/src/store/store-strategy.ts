import type { KubeObject } from './kube-object.js';
import type { ObjectStore } from './object-store.js';

/** What the store must know of a resource: how its objects begin, change and end. Drafts are private copies to change in place. */
export interface StoreStrategy {
  readonly namespaced: boolean;
  /** Whether `metadata.generation` counts changes of `spec`. */
  readonly countsGenerations: boolean;
  /** Fills in what the server owns or defaults; called for every new object, whoever makes it. */
  prepareCreate?(draft: KubeObject, store: ObjectStore): void;
  prepareUpdate?(draft: KubeObject, previous: KubeObject, store: ObjectStore): void;
  /** Seconds that the object lives on after DELETE; 0 where left out. `asked`: what the request says. */
  gracePeriodSeconds?(object: KubeObject, asked: number | undefined): number;
  /** Called when deletion begins and something keeps the object. */
  beginDeletion?(draft: KubeObject): void;
  /** What keeps a deleted object besides grace period and `metadata.finalizers`. */
  isHeld?(object: KubeObject): boolean;
}

/** For resources that nobody described: a namespaced kind without a life of its own. */
export const plainStrategy: StoreStrategy = { namespaced: true, countsGenerations: false };
