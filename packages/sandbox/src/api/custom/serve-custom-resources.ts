import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore, StoreEvent } from '../../store/object-store.js';
import { resourceName } from '../resources/resource-definition.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { customDefinitions } from './custom-definitions.js';
import { cleanupFinalizer, definitionResource } from './definition-resource.js';

const definitionsName = resourceName(definitionResource);

/** Serves what the CustomResourceDefinitions in the store define, from now on; takes away the objects of one that is deleted. */
export function serveCustomResources(store: ObjectStore, registry: ResourceRegistry): void {
  // Names of definitions are `plural.group`, as the store names their objects' resource.
  const sweep = (resource: string): void => {
    const definition = store.get({ resource: definitionsName, namespace: '', name: resource });
    if (definition?.metadata.deletionTimestamp === undefined) return;
    const { items } = store.list(resource);
    const waiting = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    for (const { metadata } of waiting) {
      store.delete({ resource, namespace: metadata.namespace ?? '', name: metadata.name });
    }
    if (store.list(resource).items.length === 0) release(definition, store);
  };
  store.watch('*', ({ type, resource, object }: StoreEvent) => {
    if (resource !== definitionsName) {
      if (type === 'DELETED' && registry.isCustom(resource)) sweep(resource);
      return;
    }
    const { name } = object.metadata;
    registry.setCustom(name, type === 'DELETED' ? [] : customDefinitions(object));
    if (type !== 'DELETED') sweep(name);
  });
}

/** Lets a definition go, now that nothing is left of it. */
function release(definition: KubeObject, store: ObjectStore): void {
  const draft = structuredClone(definition);
  const left = (draft.metadata.finalizers ?? []).filter((one) => one !== cleanupFinalizer);
  if (left.length === (draft.metadata.finalizers ?? []).length) return;
  draft.metadata.finalizers = left;
  store.update(definitionsName, draft);
}
