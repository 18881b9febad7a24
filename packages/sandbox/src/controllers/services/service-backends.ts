import { asPod, isPodReady, isPodTerminal, type Pod } from '../../kinds/pod.js';
import { matchesLabels } from '../../kinds/selector.js';
import type { Service, ServicePort } from '../../kinds/service.js';
import type { ObjectStore } from '../../store/object-store.js';

/** One pod behind a service. */
export interface Backend {
  readonly pod: Pod;
  readonly ip: string;
  readonly ready: boolean;
  /** Answers its readiness probe, whether or not it is being deleted. */
  readonly serving: boolean;
  readonly terminating: boolean;
}

interface BackendPort {
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** Backends that share the same port numbers. A named target port may lead elsewhere in other pods. */
export interface BackendGroup {
  readonly ports: readonly BackendPort[];
  readonly backends: readonly Backend[];
}

/** The pods that a service selects and that have an address, in order of it. */
export function backendsOf(service: Service, store: ObjectStore): Backend[] {
  const everyone = service.spec.publishNotReadyAddresses === true;
  return store
    .list('pods', service.metadata.namespace)
    .items.map(asPod)
    .filter((pod) => matchesLabels(service.spec.selector, pod.metadata.labels) && !isPodTerminal(pod))
    .flatMap((pod) => {
      const ip = pod.status?.podIP;
      if (ip === undefined || ip === '') return [];
      const terminating = pod.metadata.deletionTimestamp !== undefined;
      const serving = isPodReady(pod);
      return [{ pod, ip, serving, terminating, ready: everyone || (serving && !terminating) }];
    })
    .sort((left, right) => compareAddresses(left.ip, right.ip));
}

/** How endpoints name the pod behind them. */
export function podReference({ metadata: { namespace, name, uid } }: Pod): object {
  return { kind: 'Pod', namespace, name, uid };
}

/** Backends by the ports that the service's target ports resolve to. Pods without a named target port are left out of it. */
export function groupByPorts(service: Service, backends: readonly Backend[]): BackendGroup[] {
  const groups = new Map<string, { ports: BackendPort[]; backends: Backend[] }>();
  for (const backend of backends) {
    const ports = (service.spec.ports ?? []).flatMap((port) => resolvePort(port, backend.pod));
    const id = JSON.stringify(ports);
    const group = groups.get(id) ?? { ports, backends: [] };
    group.backends.push(backend);
    groups.set(id, group);
  }
  return [...groups.values()].filter((group) => group.ports.length > 0 || !service.spec.ports?.length);
}

function resolvePort(port: ServicePort, pod: Pod): BackendPort[] {
  const protocol = port.protocol ?? 'TCP';
  const target = port.targetPort ?? port.port;
  const number = typeof target === 'number' ? target : namedPort(pod, target, protocol);
  return number === undefined ? [] : [{ name: port.name ?? '', protocol, port: number }];
}

/** The container port of that name; a name that is a number stands for itself. */
export function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  const sidecars = pod.spec.initContainers?.filter((each) => each.restartPolicy === 'Always') ?? [];
  return [...pod.spec.containers, ...sidecars]
    .flatMap((container) => container.ports ?? [])
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

function compareAddresses(left: string, right: string): number {
  const number = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return number(left) - number(right);
}
