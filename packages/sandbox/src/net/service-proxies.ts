import {
  clientAffinity,
  type Endpoint,
  roundRobin,
  type TrafficObserver,
  TrafficProxy,
} from '@chaoskit/proxy';
import type {
  ServiceNetwork,
  ServiceNetworkState,
  ServiceRoute,
  ServiceRoutePort,
} from './service-network.js';

export interface ServiceProxiesDeps {
  readonly observer: TrafficObserver;
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

interface Entry {
  readonly proxy: TrafficProxy;
  readonly address: string;
  readonly port: number;
  readonly affinity: ServiceRoute['sessionAffinity'];
  endpoints: readonly Endpoint[];
  listening: boolean;
}

/**
 * One proxy for each TCP port of each service with an address. It listens only while the service has a ready endpoint:
 * without one the kernel refuses connections at once, as a cluster does.
 */
export class ServiceProxies implements ServiceNetwork {
  readonly #deps: ServiceProxiesDeps;
  readonly #entries = new Map<string, Entry>();
  #applied: Promise<void> = Promise.resolve();

  constructor(deps: ServiceProxiesDeps) {
    this.#deps = deps;
  }

  apply(state: ServiceNetworkState): Promise<void> {
    this.#applied = this.#applied.then(() => this.#apply(state));
    return this.#applied;
  }

  /** The proxy of a service's port, for connections that come from outside the cluster. */
  find(namespace: string, name: string, port: number): TrafficProxy | undefined {
    return this.#entries.get(keyOf(namespace, name, port))?.proxy;
  }

  async #apply(state: ServiceNetworkState): Promise<void> {
    const wanted = new Map(state.services.flatMap(wantedPorts));
    for (const [key, entry] of this.#entries) {
      const still = wanted.get(key);
      if (still?.route.clusterIP === entry.address && still.route.sessionAffinity === entry.affinity)
        continue;
      entry.proxy.close();
      this.#entries.delete(key);
    }
    for (const [key, { route, port, address }] of wanted) {
      const entry = this.#entries.get(key) ?? this.#create(key, route, port, address);
      entry.endpoints = port.endpoints.map((endpoint) => ({
        address: endpoint.ip,
        port: endpoint.port,
        name: endpoint.pod,
      }));
      await this.#follow(key, entry);
    }
  }

  #create(key: string, route: ServiceRoute, port: ServiceRoutePort, address: string): Entry {
    const { now, observer } = this.#deps;
    const entry: Entry = {
      address,
      port: port.port,
      affinity: route.sessionAffinity,
      endpoints: [],
      listening: false,
      proxy: new TrafficProxy({
        name: key,
        endpoints: () => entry.endpoints,
        balance: route.sessionAffinity === 'ClientIP' ? clientAffinity(now) : roundRobin(),
        observer,
      }),
    };
    this.#entries.set(key, entry);
    return entry;
  }

  async #follow(key: string, entry: Entry): Promise<void> {
    const wanted = entry.endpoints.length > 0;
    if (wanted === entry.listening) return;
    if (!wanted) {
      entry.proxy.stopListening();
      entry.listening = false;
      return;
    }
    try {
      await entry.proxy.listen(entry.address, entry.port, new AbortController().signal);
      entry.listening = true;
    } catch (reason) {
      this.#deps.warn(`service ${key}: ${String(reason)}`);
    }
  }
}

function wantedPorts(route: ServiceRoute) {
  const address = route.clusterIP;
  if (address === undefined) return [];
  return route.ports
    .filter(({ protocol }) => protocol === 'TCP')
    .map((port) => [keyOf(route.namespace, route.name, port.port), { route, port, address }] as const);
}

function keyOf(namespace: string, name: string, port: number): string {
  return `${namespace}/${name}:${port}`;
}
