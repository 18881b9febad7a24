import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore } from '../../store/object-store.js';
import { childOf } from '../defaults/set-default.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json/json-object.js';
import { checkClusterIp, freeClusterIp } from './cluster-ips.js';
import { allocateNodePorts } from './node-ports.js';

const hasNodePorts = (type: string): boolean => type === 'NodePort' || type === 'LoadBalancer';

/** Gives a new Service its address and node ports, in place. Invalid (422) where one that it asks for is taken. */
export function allocateService(service: KubeObject, store: ObjectStore): void {
  const spec = childOf(service, 'spec');
  const type = textAt(spec, 'type') ?? 'ClusterIP';
  if (type === 'ExternalName') {
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) delete spec[field];
    return;
  }
  const asked = textAt(spec, 'clusterIP') || textAt(listAt(spec, 'clusterIPs'), 0) || '';
  if (asked !== '' && asked !== 'None') checkClusterIp(store, service, asked);
  const address = asked === '' ? freeClusterIp(store, service) : asked;
  spec.clusterIP = address;
  spec.clusterIPs = [address];
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  if (hasNodePorts(type)) allocateNodePorts(store, service);
}

/** Keeps the addresses of a Service that changes, unless its type does. */
export function reallocateService(service: KubeObject, previous: KubeObject, store: ObjectStore): void {
  const spec = childOf(service, 'spec');
  const before = objectAt(previous, 'spec');
  const type = textAt(spec, 'type') ?? 'ClusterIP';
  const oldType = textAt(before, 'type') ?? 'ClusterIP';
  const keepsAddress = type !== 'ExternalName' && oldType !== 'ExternalName';
  if (keepsAddress && (textAt(spec, 'clusterIP') ?? '') === '' && listAt(spec, 'clusterIPs').length === 0) {
    spec.clusterIP = before.clusterIP;
    spec.clusterIPs = structuredClone(before.clusterIPs);
  } else if (keepsAddress) matchAddressFields(spec, before);
  if (hasNodePorts(type)) keepNodePorts(service, previous);
  else dropNodePorts(service, previous, hasNodePorts(oldType));
  // A Service whose address is said to change is refused by validation; nothing must be given out for it.
  if (keepsAddress && spec.clusterIP !== before.clusterIP) return;
  allocateService(service, store);
}

/** `clusterIP` and `clusterIPs` say the same; who writes only one of them means both. */
function matchAddressFields(spec: Record<string, unknown>, before: Record<string, unknown>): void {
  const list = listAt(spec, 'clusterIPs');
  const isSingleChanged = spec.clusterIP !== before.clusterIP;
  if (isSingleChanged && (list.length === 0 || list[0] === before.clusterIP))
    spec.clusterIPs = [spec.clusterIP];
  else if (!isSingleChanged && list.length === 0) delete spec.clusterIP;
  if ((textAt(spec, 'clusterIP') ?? '') === '') {
    spec.clusterIP = before.clusterIP;
    spec.clusterIPs = structuredClone(before.clusterIPs);
  }
}

function keepNodePorts(service: KubeObject, previous: KubeObject): void {
  const old = objectsAt(previous, 'spec', 'ports');
  for (const port of objectsAt(service, 'spec', 'ports')) {
    if ((numberAt(port, 'nodePort') ?? 0) !== 0) continue;
    const same = old.find((one) => one.port === port.port && one.protocol === port.protocol);
    if (same?.nodePort !== undefined) port.nodePort = same.nodePort;
  }
}

/** Node ports go with the type, unless the client sets new ones (which validation refuses). */
function dropNodePorts(service: KubeObject, previous: KubeObject, had: boolean): void {
  if (!had) return;
  const old = new Set(objectsAt(previous, 'spec', 'ports').map((port) => port.nodePort));
  for (const port of objectsAt(service, 'spec', 'ports')) if (old.has(port.nodePort)) delete port.nodePort;
  delete objectAt(service, 'spec').externalTrafficPolicy;
}
