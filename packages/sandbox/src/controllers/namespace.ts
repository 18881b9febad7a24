import { timestamp } from '../clock/clock.js';
import { type Condition, withCondition } from '../kinds/condition.js';
import type { KubeObject } from '../store/kube-object.js';
import type { ResourceName } from '../store/object-store.js';
import { splitResource } from '../store/status-error.js';
import type { Cluster, Controller } from './controller.js';

/**
 * Gives each namespace what is always in it, and empties those that are deleted. Must run from the first object on:
 * which resources there are it learns from changes.
 */
export function namespaceController(cluster: Cluster, certificateAuthority: string): Controller {
  const { store } = cluster;
  const resources = new Set<ResourceName>();
  return {
    name: 'namespace-controller',
    watches: {
      '*': (object, _previous, { resource }) => {
        if (resource === 'namespaces') return [object.metadata.name];
        const namespace = object.metadata.namespace ?? '';
        if (namespace === '') return [];
        resources.add(resource);
        const isDefault = resource === 'configmaps' || resource === 'serviceaccounts';
        return isDefault || isTerminating(store.get(keyOf(namespace))) ? [namespace] : [];
      },
    },
    reconcile(name) {
      const namespace = store.get(keyOf(name));
      if (namespace === undefined) return undefined;
      if (isTerminating(namespace)) empty(namespace, resources, cluster);
      else addDefaults(name, certificateAuthority, cluster);
      return undefined;
    },
  };
}

const keyOf = (name: string): { resource: string; namespace: string; name: string } => ({
  resource: 'namespaces',
  namespace: '',
  name,
});

function isTerminating(namespace: KubeObject | undefined): boolean {
  return namespace?.metadata.deletionTimestamp !== undefined;
}

function addDefaults(namespace: string, certificateAuthority: string, { store }: Cluster): void {
  if (store.get({ resource: 'configmaps', namespace, name: 'kube-root-ca.crt' }) === undefined)
    store.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kube-root-ca.crt',
        namespace,
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': certificateAuthority },
    });
  if (store.get({ resource: 'serviceaccounts', namespace, name: 'default' }) === undefined)
    store.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
}

/** Deletes what is in the namespace; when nothing is left the namespace goes, else its status says what holds it. */
function empty(namespace: KubeObject, resources: ReadonlySet<ResourceName>, { store, clock }: Cluster): void {
  const name = namespace.metadata.name;
  for (const resource of resources)
    for (const item of store.list(resource, name).items)
      if (item.metadata.deletionTimestamp === undefined)
        store.delete(
          { resource, namespace: name, name: item.metadata.name },
          { propagationPolicy: 'Background' },
        );
  const left = new Map(
    [...resources].sort().flatMap((resource) => {
      const items = store.list(resource, name).items;
      return items.length === 0 ? [] : [[resource, items] as const];
    }),
  );
  if (left.size === 0) {
    store.remove(keyOf(name));
    return;
  }
  const status = namespace.status as { conditions?: Condition[] } | undefined;
  const conditions = remaining(left).reduce(
    (all, condition) => withCondition(all, { ...condition, lastTransitionTime: timestamp(clock.now()) }),
    status?.conditions ?? [],
  );
  store.updateStatus('namespaces', { ...namespace, status: { ...status, phase: 'Terminating', conditions } });
}

/** Conditions in the real controller's words. */
function remaining(left: ReadonlyMap<ResourceName, readonly KubeObject[]>): Condition[] {
  const resources = [...left].map(([resource, items]) => {
    const { plural, group } = splitResource(resource);
    return `${plural}.${group} has ${items.length} resource instances`;
  });
  const finalizers = new Map<string, number>();
  for (const item of [...left.values()].flat())
    for (const finalizer of item.metadata.finalizers ?? [])
      finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
  const held = [...finalizers]
    .sort()
    .map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
  return [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      status: 'False',
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionContentFailure',
      status: 'False',
      reason: 'ContentDeleted',
      message: 'All content successfully deleted, may be waiting on finalization',
    },
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${resources.join(', ')}`,
    },
    {
      type: 'NamespaceFinalizersRemaining',
      status: held.length > 0 ? 'True' : 'False',
      reason: held.length > 0 ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
      message:
        held.length > 0
          ? `Some content in the namespace has finalizers remaining: ${held.join(', ')}`
          : 'All content-preserving finalizers finished',
    },
  ];
}
