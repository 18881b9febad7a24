import type { KubeObject, NewKubeObject } from './kube-object.js';

/** `pods`, `deployments.apps`, `endpointslices.discovery.k8s.io`: resource name and group, as `kubectl` names a resource. */
export type ResourceName = string;

export interface ObjectKey {
  readonly resource: ResourceName;
  /** Empty for cluster-wide resources. */
  readonly namespace: string;
  readonly name: string;
}

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceName;
  readonly object: KubeObject;
  /** The object before the change; absent for ADDED. */
  readonly previous?: KubeObject;
}

/**
 * The objects of the cluster, in memory, with one counter of versions for all resources.
 * Synchronous: a change and its event are one step, so controllers never see half of one. Objects that come out are frozen
 * or copies: change a copy and give it back with `update`. Errors are `StatusError`s in the API's words (NotFound, AlreadyExists,
 * Conflict).
 */
export interface ObjectStore {
  get(key: ObjectKey): KubeObject | undefined;
  /** In order of namespace, then name. All namespaces where `namespace` is left out. */
  list(resource: ResourceName, namespace?: string): { items: KubeObject[]; resourceVersion: string };
  /** Fills in uid, resourceVersion, creationTimestamp, generation, and the name where only `generateName` is given. */
  create(resource: ResourceName, object: NewKubeObject): KubeObject;
  /** Conflict where `object.metadata.resourceVersion` is set and is not the stored one. Raises `generation` when `spec` changed. */
  update(resource: ResourceName, object: KubeObject): KubeObject;
  /** Changes only `status`, whatever else `object` holds. */
  updateStatus(resource: ResourceName, object: KubeObject): KubeObject;
  /**
   * Begins deletion: sets `deletionTimestamp` where finalizers, or a pod's grace period, keep the object; removes it otherwise.
   * `gracePeriodSeconds: 0` removes a pod at once.
   */
  delete(
    key: ObjectKey,
    options?: { gracePeriodSeconds?: number; propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' },
  ): KubeObject;
  /** Takes the object out for good, whatever its finalizers say: for the kubelet when a pod's processes are gone. */
  remove(key: ObjectKey): void;
  /** Calls `listener` for each later change of `resource` (`*`: of any). Answers the function that ends it. */
  watch(resource: ResourceName | '*', listener: (event: StoreEvent) => void): () => void;
  /** The newest version. */
  readonly resourceVersion: string;
}
