import type { KubeObject, OwnerReference } from '../store/kube-object.js';
import type { ObjectKey, ObjectStore, StoreEvent } from '../store/object-store.js';
import type { Cluster, Controller } from './controller.js';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/**
 * Removes what belongs to objects that are gone, and carries out foreground and orphaning deletions
 * (Kubernetes docs, Garbage Collection). Must run from the first object on: its knowledge of who owns whom comes from changes.
 */
export function garbageCollector({ store }: Cluster): Controller {
  const owners = new OwnerIndex();
  return {
    name: 'garbage-collector',
    watches: { '*': (object, _previous, change) => owners.note({ ...change, object }) },
    reconcile(uid) {
      const found = owners.find(uid, store);
      if (found === undefined) return undefined;
      const finalizers = found.object.metadata.finalizers ?? [];
      if (found.object.metadata.deletionTimestamp === undefined) collect(found, owners, store);
      else if (finalizers.includes(orphan)) letDependentsGo(found, owners, store);
      else if (finalizers.includes(foreground)) deleteDependents(found, owners, store);
      return undefined;
    },
  };
}

interface Found {
  readonly key: ObjectKey;
  readonly object: KubeObject;
}

/** Who owns whom, by uid. */
class OwnerIndex {
  readonly #keys = new Map<string, ObjectKey>();
  readonly #owners = new Map<string, readonly string[]>();
  readonly #dependents = new Map<string, Set<string>>();

  /** Takes a change in and answers the uids to look at. */
  note({ type, resource, object }: Pick<StoreEvent, 'type' | 'resource' | 'object'>): string[] {
    const { uid, namespace = '', name, ownerReferences } = object.metadata;
    const before = this.#owners.get(uid) ?? [];
    for (const owner of before) this.#dependents.get(owner)?.delete(uid);
    if (type === 'DELETED') {
      this.#keys.delete(uid);
      this.#owners.delete(uid);
      const orphans = [...(this.#dependents.get(uid) ?? [])];
      this.#dependents.delete(uid);
      return [...orphans, ...before];
    }
    this.#keys.set(uid, { resource, namespace, name });
    const owners = (ownerReferences ?? []).map((owner) => owner.uid);
    this.#owners.set(uid, owners);
    for (const owner of owners) {
      const dependents = this.#dependents.get(owner) ?? new Set();
      this.#dependents.set(owner, dependents.add(uid));
    }
    const concerned = owners.length > 0 || object.metadata.deletionTimestamp !== undefined;
    return concerned ? [uid, ...before] : before.slice();
  }

  find(uid: string, store: ObjectStore): Found | undefined {
    const key = this.#keys.get(uid);
    const object = key && store.get(key);
    return key === undefined || object?.metadata.uid !== uid ? undefined : { key, object };
  }

  dependentsOf(uid: string, store: ObjectStore): Found[] {
    return [...(this.#dependents.get(uid) ?? [])].flatMap((each) => this.find(each, store) ?? []);
  }
}

/** Deletes an object that has no owner left; drops references to owners that are gone where another holds it. */
function collect({ key, object }: Found, owners: OwnerIndex, store: ObjectStore): void {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0) return;
  const solid: OwnerReference[] = [];
  let waiting = false;
  for (const reference of references) {
    const owner = owners.find(reference.uid, store)?.object;
    if (owner === undefined) continue;
    if (isDeletingDependents(owner)) waiting = true;
    else solid.push(reference);
  }
  if (solid.length === references.length) return;
  if (solid.length > 0) {
    setOwners(key, object, solid, store);
    return;
  }
  const hasDependents = owners.dependentsOf(object.metadata.uid, store).length > 0;
  store.delete(key, { propagationPolicy: policyFor(object, waiting && hasDependents) });
}

function policyFor(object: KubeObject, foregroundWanted: boolean): 'Background' | 'Foreground' | 'Orphan' {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(orphan)) return 'Orphan';
  return foregroundWanted || finalizers.includes(foreground) ? 'Foreground' : 'Background';
}

function isDeletingDependents({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(foreground);
}

/** Orphaning: the dependents lose this owner, then it may go. */
function letDependentsGo(found: Found, owners: OwnerIndex, store: ObjectStore): void {
  const uid = found.object.metadata.uid;
  for (const { key, object } of owners.dependentsOf(uid, store))
    setOwners(
      key,
      object,
      (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid),
      store,
    );
  dropFinalizer(found, orphan, store);
}

/** Foreground: the owner goes when no dependent that blocks it is left. */
function deleteDependents(found: Found, owners: OwnerIndex, store: ObjectStore): void {
  const uid = found.object.metadata.uid;
  const blocking = owners
    .dependentsOf(uid, store)
    .filter(({ object }) =>
      object.metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion === true),
    );
  if (blocking.length === 0) dropFinalizer(found, foreground, store);
  for (const dependent of blocking)
    if (dependent.object.metadata.deletionTimestamp === undefined) collect(dependent, owners, store);
}

function dropFinalizer({ key, object }: Found, finalizer: string, store: ObjectStore): void {
  const copy = structuredClone(object);
  copy.metadata.finalizers = (copy.metadata.finalizers ?? []).filter((each) => each !== finalizer);
  if (copy.metadata.finalizers.length === 0) delete copy.metadata.finalizers;
  store.update(key.resource, copy);
}

function setOwners(
  key: ObjectKey,
  object: KubeObject,
  references: readonly OwnerReference[],
  store: ObjectStore,
): void {
  const copy = structuredClone(object);
  if (references.length > 0) copy.metadata.ownerReferences = [...references];
  else delete copy.metadata.ownerReferences;
  store.update(key.resource, copy);
}
