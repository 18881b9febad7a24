import { asService, isHeadless, type Service } from '../../kinds/service.js';
import { jsonEquals } from '../../store/json-equals.js';
import type { KubeObject } from '../../store/kube-object.js';
import { controllerReference } from '../claim.js';
import { type Cluster, type Controller, ownKey, splitKey } from '../controller.js';
import {
  type Backend,
  type BackendGroup,
  backendsOf,
  groupByPorts,
  podReference,
} from './service-backends.js';
import { servicesSelecting } from './services-selecting.js';

export const serviceNameLabel = 'kubernetes.io/service-name';
const managedBy = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslice-controller.k8s.io';
const resource = 'endpointslices.discovery.k8s.io';
/** As the real controller's default. */
const mostPerSlice = 100;

/** Keeps the EndpointSlices of each service that has a selector: one for each set of ports, at most 100 endpoints each. */
export function endpointSliceController(cluster: Cluster): Controller {
  const { store } = cluster;
  return {
    name: 'endpointslice-controller',
    watches: {
      services: ownKey,
      pods: servicesSelecting(store),
      [resource]: (slice) => {
        const service = slice.metadata.labels?.[serviceNameLabel];
        return service === undefined ? [] : [`${slice.metadata.namespace ?? ''}/${service}`];
      },
    },
    reconcile(key) {
      const at = splitKey(key);
      const service = store.get({ resource: 'services', ...at });
      const stored = store
        .list(resource, at.namespace)
        .items.filter(
          (slice) =>
            slice.metadata.labels?.[serviceNameLabel] === at.name &&
            slice.metadata.labels[managedBy] === manager,
        );
      const wanted =
        service === undefined || asService(service).spec.selector === undefined
          ? []
          : wantedSlices(asService(service), cluster);
      bringAbout(wanted, stored, cluster);
      return undefined;
    },
  };
}

interface WantedSlice {
  readonly service: Service;
  readonly endpoints: object[];
  readonly ports: object[];
}

function wantedSlices(service: Service, { store }: Cluster): WantedSlice[] {
  const groups = groupByPorts(service, backendsOf(service, store));
  // A service without pods has one empty slice.
  return (groups.length === 0 ? [{ ports: [], backends: [] }] : groups).flatMap((group) =>
    chunks(group).map((backends) => ({
      service,
      endpoints: backends.map(endpoint),
      ports: group.ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
    })),
  );
}

function chunks({ backends }: BackendGroup): Backend[][] {
  const count = Math.max(1, Math.ceil(backends.length / mostPerSlice));
  return Array.from({ length: count }, (_, at) => backends.slice(at * mostPerSlice, (at + 1) * mostPerSlice));
}

/** Slices that stay are changed in place, in their order; names and uids live on. */
function bringAbout(wanted: readonly WantedSlice[], stored: readonly KubeObject[], { store }: Cluster): void {
  const free = stored.filter((slice) => slice.metadata.deletionTimestamp === undefined);
  for (const each of wanted) {
    const at = Math.max(
      0,
      free.findIndex((slice) => jsonEquals(slice.ports ?? [], each.ports)),
    );
    const [slice] = free.splice(at, 1);
    if (slice === undefined) store.create(resource, newSlice(each));
    else change(slice, each, store);
  }
  for (const slice of free)
    store.delete({ resource, namespace: slice.metadata.namespace ?? '', name: slice.metadata.name });
}

function change(slice: KubeObject, wanted: WantedSlice, store: Cluster['store']): void {
  const labels = labelsOf(wanted.service);
  const same =
    jsonEquals(slice.endpoints ?? [], wanted.endpoints) &&
    jsonEquals(slice.ports ?? [], wanted.ports) &&
    jsonEquals(slice.metadata.labels ?? {}, labels);
  if (same) return;
  const copy = structuredClone(slice);
  copy.metadata.labels = labels;
  copy.endpoints = wanted.endpoints;
  copy.ports = wanted.ports;
  store.update(resource, copy);
}

function newSlice({ service, endpoints, ports }: WantedSlice): Parameters<Cluster['store']['create']>[1] {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${service.metadata.name}-`,
      namespace: service.metadata.namespace ?? '',
      labels: labelsOf(service),
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}

function labelsOf(service: Service): Record<string, string> {
  return {
    ...service.metadata.labels,
    [managedBy]: manager,
    [serviceNameLabel]: service.metadata.name,
    ...(isHeadless(service) ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

function endpoint({ pod, ip, ready, serving, terminating }: Backend): object {
  return {
    addresses: [ip],
    conditions: { ready, serving, terminating },
    ...(pod.spec.hostname !== undefined && pod.spec.subdomain !== undefined
      ? { hostname: pod.spec.hostname }
      : {}),
    targetRef: podReference(pod),
    nodeName: pod.spec.nodeName,
  };
}
