import type { Clock } from '../clock/clock.js';
import { MemoryStore } from '../store/memory-store.js';
import type { StoreStrategy } from '../store/store-strategy.js';
import { serveCustomResources } from './custom/serve-custom-resources.js';
import type { ResourceDefinition } from './resources/resource-definition.js';
import { ResourceRegistry } from './resources/resource-registry.js';
import { servedResources } from './resources/served-resources.js';

export interface ClusterStoreDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers in [0, 1), for names. */
  readonly random: () => number;
}

/** The resources that every sandbox's API serves. */
export const clusterRegistry = new ResourceRegistry(servedResources);

/** The objects of one cluster, and the resources that it serves of them. */
export class ClusterStore extends MemoryStore {
  readonly registry: ResourceRegistry;

  constructor(registry: ResourceRegistry, { clock, random }: ClusterStoreDeps) {
    const strategies = new WeakMap<ResourceDefinition, StoreStrategy>();
    const strategyFor = (resource: string): StoreStrategy | undefined => {
      const definition = registry.findStored(resource);
      if (definition === undefined) return undefined;
      const strategy = strategies.get(definition) ?? strategyOf(definition);
      strategies.set(definition, strategy);
      return strategy;
    };
    super({ clock, random, strategyOf: strategyFor });
    this.registry = registry;
  }
}

/**
 * An empty store whose objects get the API's defaults and live by its rules, whoever writes them: the HTTP API, controllers or
 * manifests. Custom resources are served as their definitions come and go.
 */
export function createClusterStore(deps: ClusterStoreDeps): ClusterStore {
  const store = new ClusterStore(new ResourceRegistry(servedResources), deps);
  serveCustomResources(store, store.registry);
  return store;
}

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
