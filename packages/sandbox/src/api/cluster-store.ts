import type { Clock } from '../clock/clock.js';
import { MemoryStore } from '../store/memory-store.js';
import type { StoreStrategy } from '../store/store-strategy.js';
import type { ResourceDefinition } from './resources/resource-definition.js';
import { ResourceRegistry } from './resources/resource-registry.js';
import { servedResources } from './resources/served-resources.js';

export interface ClusterStoreDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers in [0, 1), for names. */
  readonly random: () => number;
}

/** The resources of the sandbox's API. */
export const clusterRegistry = new ResourceRegistry(servedResources);

/**
 * An empty store whose objects get the API's defaults and live by its rules, whoever writes them: the HTTP API, controllers or
 * manifests.
 */
export function createClusterStore({ clock, random }: ClusterStoreDeps): MemoryStore {
  const strategies = new Map<string, StoreStrategy>();
  for (const definition of clusterRegistry.definitions) {
    if (definition.storedElsewhere === undefined)
      strategies.set(storedKey(definition), strategyOf(definition));
  }
  return new MemoryStore({ clock, random, strategyOf: (resource) => strategies.get(resource) });
}

const storedKey = ({ plural, group }: ResourceDefinition): string =>
  group === '' ? plural : `${plural}.${group}`;

function strategyOf(definition: ResourceDefinition): StoreStrategy {
  const own = definition.strategy ?? {};
  return {
    countsGenerations: false,
    ...own,
    namespaced: definition.namespaced,
    prepareCreate: (draft, store) => {
      definition.defaults?.(draft);
      own.prepareCreate?.(draft, store);
    },
    prepareUpdate: (draft, previous, store) => {
      definition.defaults?.(draft);
      own.prepareUpdate?.(draft, previous, store);
    },
  };
}
