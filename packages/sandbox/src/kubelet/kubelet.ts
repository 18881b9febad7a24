import { asPod, isPodTerminal, type Pod } from '../kinds/pod.js';
import type { KubeObject } from '../store/kube-object.js';
import type { StoreEvent } from '../store/object-store.js';
import type { KubeletDeps } from './kubelet-deps.js';
import { PodWorker } from './pod/pod-worker.js';

/** Runs the pods that are bound to one node. Answers the function that stops looking; it stops no pod. */
export function startKubelet(deps: KubeletDeps): () => void {
  const workers = new Map<string, PodWorker>();
  const isOurs = (object: KubeObject): boolean => asPod(object).spec.nodeName === deps.nodeName;

  const see = (pod: Pod): void => {
    const worker = workers.get(pod.metadata.uid);
    if (worker !== undefined) worker.update(pod);
    else if (isPodTerminal(pod)) release(pod);
    else {
      const created = new PodWorker(pod, deps);
      workers.set(pod.metadata.uid, created);
      if (pod.metadata.deletionTimestamp !== undefined) created.update(pod);
    }
  };
  // A pod that ended before this kubelet knew it has nothing to stop.
  const release = (pod: Pod): void => {
    const { namespace = '', name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined)
      deps.store.delete({ resource: 'pods', namespace, name }, { gracePeriodSeconds: 0 });
  };
  const look = ({ type, object }: StoreEvent): void => {
    if (!isOurs(object)) return;
    if (type !== 'DELETED') {
      // Not inside the store's own change: the worker writes the status.
      deps.clock.after(0, () => {
        const { namespace = '', name, uid } = object.metadata;
        const now = deps.store.get({ resource: 'pods', namespace, name });
        if (now?.metadata.uid === uid) see(asPod(now));
      });
      return;
    }
    workers.get(object.metadata.uid)?.removed();
    workers.delete(object.metadata.uid);
  };

  deps.runtime.onContainerExit((exit) => workers.get(exit.id.podUid)?.exited(exit));
  const end = deps.store.watch('pods', look);
  for (const object of deps.store.list('pods').items) look({ type: 'ADDED', resource: 'pods', object });
  return end;
}
