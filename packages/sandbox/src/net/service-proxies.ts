import {
  clientAffinity,
  type Endpoint,
  roundRobin,
  type TrafficObserver,
  TrafficProxy,
  UdpForwarder,
} from '@chaoskit/proxy';
import { type FaultRule, hitsProxy } from './fault-rules.js';
import type {
  ServiceNetwork,
  ServiceNetworkState,
  ServiceRoute,
  ServiceRoutePort,
} from './service-network.js';

export interface ServiceProxiesDeps {
  readonly observer: TrafficObserver;
  /** Bytes of each HTTP body that the observer gets to see. */
  readonly bodyLimit: number;
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

/** Listens on a service's address and leads what comes to its endpoints. */
interface Front {
  listen(address: string, port: number): Promise<unknown>;
  /** Connections that are open go on. */
  stopListening(): void;
  close(): void;
}

interface Entry {
  readonly front: Front;
  /** For connections that come in some other way. */
  readonly proxy?: TrafficProxy;
  readonly address: string;
  readonly port: number;
  readonly affinity: ServiceRoute['sessionAffinity'];
  endpoints: readonly Endpoint[];
  listening: boolean;
  /** Faults in force by id, and how to take them away. */
  readonly faults: Map<string, () => void>;
}

/**
 * One proxy for each port of each service with an address. It listens only while the service has a ready endpoint:
 * without one the kernel refuses connections at once, as a cluster does.
 */
export class ServiceProxies implements ServiceNetwork {
  readonly #deps: ServiceProxiesDeps;
  readonly #entries = new Map<string, Entry>();
  #faults: readonly FaultRule[] = [];
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
    return this.#entries.get(keyOf(namespace, name, { port, protocol: 'TCP' }))?.proxy;
  }

  /** The faults in force from now on; open connections feel the change too. */
  setFaults(rules: readonly FaultRule[]): void {
    this.#faults = rules;
    for (const [key, entry] of this.#entries) this.#followFaults(key, entry);
  }

  /** The address and port that clients of a proxy connect to. */
  addressOf(proxy: string): { readonly address: string; readonly port: number } | undefined {
    return this.#entries.get(proxy);
  }

  async #apply(state: ServiceNetworkState): Promise<void> {
    const wanted = new Map(state.services.flatMap(wantedPorts));
    for (const [key, entry] of this.#entries) {
      const still = wanted.get(key);
      if (still?.route.clusterIP === entry.address && still.route.sessionAffinity === entry.affinity)
        continue;
      entry.front.close();
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
    const { now, observer, bodyLimit } = this.#deps;
    const options = {
      name: key,
      endpoints: () => this.#entries.get(key)?.endpoints ?? [],
      balance: route.sessionAffinity === 'ClientIP' ? clientAffinity(now) : roundRobin(),
    };
    const front =
      port.protocol === 'TCP'
        ? tcpFront(new TrafficProxy({ ...options, observer, bodyLimit }))
        : udpFront(options);
    const entry: Entry = {
      ...front,
      address,
      port: port.port,
      affinity: route.sessionAffinity,
      endpoints: [],
      listening: false,
      faults: new Map(),
    };
    this.#entries.set(key, entry);
    this.#followFaults(key, entry);
    return entry;
  }

  #followFaults(key: string, { proxy, faults }: Entry): void {
    if (proxy === undefined) return;
    const wanted = this.#faults.filter((rule) => hitsProxy(rule, key));
    for (const { id, fault } of wanted) if (!faults.has(id)) faults.set(id, proxy.faults.add(fault));
    const ids = new Set(wanted.map(({ id }) => id));
    for (const [id, remove] of faults) {
      if (ids.has(id)) continue;
      remove();
      faults.delete(id);
    }
  }

  async #follow(key: string, entry: Entry): Promise<void> {
    const wanted = entry.endpoints.length > 0;
    if (wanted === entry.listening) return;
    if (!wanted) {
      entry.front.stopListening();
      entry.listening = false;
      return;
    }
    try {
      await entry.front.listen(entry.address, entry.port);
      entry.listening = true;
    } catch (reason) {
      this.#deps.warn(`service ${key}: ${String(reason)}`);
    }
  }
}

function tcpFront(proxy: TrafficProxy): Pick<Entry, 'front' | 'proxy'> {
  const listen = (address: string, port: number) => proxy.listen(address, port, new AbortController().signal);
  return {
    proxy,
    front: { listen, stopListening: () => proxy.stopListening(), close: () => proxy.close() },
  };
}

function udpFront(options: ConstructorParameters<typeof UdpForwarder>[0]): Pick<Entry, 'front'> {
  const forwarder = new UdpForwarder(options);
  const listen = (address: string, port: number) => forwarder.listen(address, port);
  const close = () => forwarder.close();
  return { front: { listen, stopListening: close, close } };
}

function wantedPorts(route: ServiceRoute) {
  const address = route.clusterIP;
  if (address === undefined) return [];
  return route.ports.map(
    (port) => [keyOf(route.namespace, route.name, port), { route, port, address }] as const,
  );
}

/** `default/middle:8001`, `default/dns:53/udp`. */
function keyOf(namespace: string, name: string, port: Pick<ServiceRoutePort, 'port' | 'protocol'>): string {
  return `${namespace}/${name}:${port.port}${port.protocol === 'TCP' ? '' : '/udp'}`;
}
