import { matchesLabels } from '../../kinds/selector.js';
import { asService } from '../../kinds/service.js';
import type { ObjectStore } from '../../store/object-store.js';
import { type KeysOf, keyOf } from '../controller.js';

/** The services that select a pod, or did before it changed. */
export function servicesSelecting(store: ObjectStore): KeysOf {
  return (pod, previous) =>
    store
      .list('services', pod.metadata.namespace)
      .items.filter((item) => {
        const { selector } = asService(item).spec;
        if (selector === undefined) return false;
        return (
          matchesLabels(selector, pod.metadata.labels) ||
          (previous !== undefined && matchesLabels(selector, previous.metadata.labels))
        );
      })
      .map(keyOf);
}
