import type { VersionedEvent } from '../../store/event-history.js';
import type { KubeObject } from '../../store/kube-object.js';
import { type ResourceDefinition, toVersion } from '../resources/resource-definition.js';
import type { ObjectSelection } from '../selectors/object-selection.js';

export interface WatchedChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

/**
 * What a change is to a watch with selectors: an object that comes to be selected is added, one that ceases to be is deleted
 * (and shown as it was when it was last selected). `undefined`: nothing.
 */
export function watchedChange(
  event: VersionedEvent,
  selection: ObjectSelection,
  definition: ResourceDefinition,
): WatchedChange | undefined {
  const { namespace, test } = selection;
  if (namespace !== undefined && event.object.metadata.namespace !== namespace) return undefined;
  const object = toVersion(definition, event.object);
  if (event.type === 'DELETED') {
    return test?.(object) === false ? undefined : { type: 'DELETED', object };
  }
  const isSelected = test?.(object) !== false;
  const before = event.previous === undefined ? undefined : toVersion(definition, event.previous);
  const wasSelected = before !== undefined && test?.(before) !== false;
  if (isSelected) return { type: wasSelected ? 'MODIFIED' : 'ADDED', object };
  if (!wasSelected) return undefined;
  const { resourceVersion } = object.metadata;
  return { type: 'DELETED', object: { ...before, metadata: { ...before.metadata, resourceVersion } } };
}
