import type { LabelSelector } from '../kinds/selector.js';
import { matchesSelector } from '../kinds/selector.js';
import type { KubeObject, OwnerReference } from '../store/kube-object.js';
import type { ObjectStore, ResourceName } from '../store/object-store.js';

/**
 * The objects that `owner` controls. Those that match its selector and have no controller are adopted; those that it
 * controls and that match no longer are let go.
 */
export function claim<T extends KubeObject>(
  resource: ResourceName,
  owner: KubeObject,
  selector: LabelSelector,
  candidates: readonly T[],
  store: ObjectStore,
): T[] {
  const leaving = owner.metadata.deletionTimestamp !== undefined;
  return candidates.flatMap((candidate) => {
    const controller = candidate.metadata.ownerReferences?.find((each) => each.controller === true);
    const matches = matchesSelector(selector, candidate.metadata.labels);
    if (controller !== undefined) {
      if (controller.uid !== owner.metadata.uid) return [];
      if (matches || leaving) return [candidate];
      release(resource, owner, candidate, store);
      return [];
    }
    if (!matches || leaving || candidate.metadata.deletionTimestamp !== undefined) return [];
    return [adopt(resource, owner, candidate, store)];
  });
}

/** The reference by which `owner` controls an object. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

function adopt<T extends KubeObject>(
  resource: ResourceName,
  owner: KubeObject,
  candidate: T,
  store: ObjectStore,
): T {
  const copy = structuredClone(candidate);
  copy.metadata.ownerReferences = [...(copy.metadata.ownerReferences ?? []), controllerReference(owner)];
  return store.update(resource, copy) as T;
}

function release(resource: ResourceName, owner: KubeObject, candidate: KubeObject, store: ObjectStore): void {
  const copy = structuredClone(candidate);
  const left = (copy.metadata.ownerReferences ?? []).filter((each) => each.uid !== owner.metadata.uid);
  if (left.length > 0) copy.metadata.ownerReferences = left;
  else delete copy.metadata.ownerReferences;
  store.update(resource, copy);
}
