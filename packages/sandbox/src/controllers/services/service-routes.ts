import {
  asEndpointSlice,
  asService,
  type EndpointSlice,
  isHeadless,
  type Service,
  type ServicePort,
  type SliceEndpoint,
} from '../../kinds/service.js';
import type {
  ServiceNetwork,
  ServiceNetworkState,
  ServiceRoute,
  ServiceRoutePort,
} from '../../net/service-network.js';
import { jsonEquals } from '../../store/json-equals.js';
import type { Cluster, Controller } from '../controller.js';
import { serviceNameLabel } from './endpoint-slices.js';

/** One key for all services: the node wants the whole state at once. */
const everything = '/services';

/** How long to wait before telling the node again what it could not take, in milliseconds. */
const retryMs = 1000;

/** Tells the node's proxies and DNS where services lead: from EndpointSlices, whoever wrote them. */
export function serviceRoutesController(
  cluster: Cluster,
  network: ServiceNetwork,
  onError: (message: string, reason: unknown) => void,
): Controller {
  let told: ServiceNetworkState | undefined;
  let telling = false;
  let next: ServiceNetworkState | undefined;

  const tell = async (state: ServiceNetworkState): Promise<void> => {
    telling = true;
    try {
      await network.apply(state);
      told = state;
    } catch (reason) {
      onError('service network', reason);
      told = undefined;
      cluster.clock.after(retryMs, () => start(serviceState(cluster)));
    } finally {
      telling = false;
    }
    const waiting = next;
    next = undefined;
    if (waiting !== undefined) start(waiting);
  };
  // One call at a time; of the states that come in between only the last counts.
  const start = (state: ServiceNetworkState): void => {
    if (telling) next = state;
    else if (!jsonEquals(told, state)) void tell(state);
  };

  return {
    name: 'service-routes',
    watches: {
      services: () => [everything],
      'endpointslices.discovery.k8s.io': () => [everything],
    },
    reconcile() {
      start(serviceState(cluster));
      return undefined;
    },
  };
}

/** Where every service leads now. */
export function serviceState({ store }: Pick<Cluster, 'store'>): ServiceNetworkState {
  const slices = new Map<string, EndpointSlice[]>();
  for (const item of store.list('endpointslices.discovery.k8s.io').items) {
    const key = `${item.metadata.namespace ?? ''}/${item.metadata.labels?.[serviceNameLabel] ?? ''}`;
    slices.set(key, [...(slices.get(key) ?? []), asEndpointSlice(item)]);
  }
  return {
    services: store
      .list('services')
      .items.map(asService)
      .map((service) =>
        route(service, slices.get(`${service.metadata.namespace ?? ''}/${service.metadata.name}`) ?? []),
      ),
  };
}

function route(service: Service, slices: readonly EndpointSlice[]): ServiceRoute {
  const { clusterIP, externalName, sessionAffinity, ports } = service.spec;
  return {
    namespace: service.metadata.namespace ?? '',
    name: service.metadata.name,
    ...(clusterIP === undefined || clusterIP === '' || isHeadless(service) ? {} : { clusterIP }),
    ...(externalName === undefined ? {} : { externalName }),
    sessionAffinity: sessionAffinity ?? 'None',
    ports: (ports ?? []).map((port) => routePort(port, slices)),
    addresses: slices.flatMap((slice) => (slice.endpoints ?? []).filter(isReady).flatMap(addressesOf)),
  };
}

function routePort(port: ServicePort, slices: readonly EndpointSlice[]): ServiceRoutePort {
  const name = port.name ?? '';
  const protocol = port.protocol ?? 'TCP';
  return {
    name,
    protocol,
    port: port.port,
    ...(port.nodePort === undefined ? {} : { nodePort: port.nodePort }),
    endpoints: slices.flatMap((slice) => {
      const target = (slice.ports ?? []).find(
        (each) => (each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol,
      )?.port;
      if (target === undefined) return [];
      return (slice.endpoints ?? [])
        .filter(isReady)
        .flatMap((endpoint) =>
          endpoint.addresses.map((ip) => ({ ip, port: target, pod: endpoint.targetRef?.name ?? '' })),
        );
    }),
  };
}

function isReady(endpoint: SliceEndpoint): boolean {
  return endpoint.conditions?.ready !== false;
}

function addressesOf(endpoint: SliceEndpoint): { ip: string; hostname?: string; pod?: string }[] {
  const pod = endpoint.targetRef?.kind === 'Pod' ? endpoint.targetRef.name : undefined;
  return endpoint.addresses.map((ip) => ({
    ip,
    ...(endpoint.hostname === undefined ? {} : { hostname: endpoint.hostname }),
    ...(pod === undefined ? {} : { pod }),
  }));
}
