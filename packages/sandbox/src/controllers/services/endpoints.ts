import { asService, isHeadless, type Service } from '../../kinds/service.js';
import { jsonEquals } from '../../store/json-equals.js';
import type { KubeObject } from '../../store/kube-object.js';
import { type Cluster, type Controller, ownKey, splitKey } from '../controller.js';
import {
  type Backend,
  type BackendGroup,
  backendsOf,
  groupByPorts,
  podReference,
} from './service-backends.js';
import { servicesSelecting } from './services-selecting.js';

/** Keeps the Endpoints object of each service that has a selector. */
export function endpointsController(cluster: Cluster): Controller {
  const { store } = cluster;
  return {
    name: 'endpoint-controller',
    watches: { services: ownKey, pods: servicesSelecting(store), endpoints: ownKey },
    reconcile(key) {
      const at = { resource: 'endpoints', ...splitKey(key) };
      const service = store.get({ ...at, resource: 'services' });
      const stored = store.get(at);
      if (service === undefined) {
        if (stored?.metadata.labels?.[managedBy] === manager) store.remove(at);
        return undefined;
      }
      if (asService(service).spec.selector === undefined) return undefined;
      write(asService(service), stored, cluster);
      return undefined;
    },
  };
}

const managedBy = 'endpoints.kubernetes.io/managed-by';
const manager = 'endpoint-controller';

function write(service: Service, stored: KubeObject | undefined, { store }: Cluster): void {
  const subsets = groupByPorts(service, backendsOf(service, store)).map(subset);
  const labels: Record<string, string> = { ...service.metadata.labels, [managedBy]: manager };
  if (isHeadless(service)) labels['service.kubernetes.io/headless'] = '';
  if (stored === undefined) {
    store.create('endpoints', {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: service.metadata.name, namespace: service.metadata.namespace ?? '', labels },
      ...(subsets.length === 0 ? {} : { subsets }),
    });
    return;
  }
  if (jsonEquals(stored.subsets ?? [], subsets) && jsonEquals(stored.metadata.labels ?? {}, labels)) return;
  const copy = structuredClone(stored);
  copy.metadata.labels = labels;
  if (subsets.length === 0) delete copy.subsets;
  else copy.subsets = subsets;
  store.update('endpoints', copy);
}

function subset({ ports, backends }: BackendGroup): object {
  const ready = backends.filter((backend) => backend.ready);
  // A pod on its way out is in neither list.
  const notReady = backends.filter((backend) => !backend.ready && !backend.terminating);
  return {
    ...(ready.length === 0 ? {} : { addresses: ready.map(address) }),
    ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady.map(address) }),
    ports: ports.map(({ name, port, protocol }) => ({ ...(name === '' ? {} : { name }), port, protocol })),
  };
}

function address({ pod, ip }: Backend): object {
  return {
    ip,
    ...(pod.spec.hostname === undefined ? {} : { hostname: pod.spec.hostname }),
    nodeName: pod.spec.nodeName,
    targetRef: podReference(pod),
  };
}
