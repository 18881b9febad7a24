import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore } from '../../store/object-store.js';
import { type JsonObject, numberAt, objectsAt } from '../json/json-object.js';
import { allocationError } from './cluster-ips.js';

const nodePortRange = { lowest: 30_000, highest: 32_767 } as const;

function taken(store: ObjectStore, except: string): Set<number> {
  const services = store.list('services').items.filter((one) => one.metadata.uid !== except);
  const ports = services.flatMap((one) =>
    objectsAt(one, 'spec', 'ports').map((port) => numberAt(port, 'nodePort')),
  );
  return new Set(ports.filter((port) => port !== undefined));
}

/** Gives every port of a Service a node port; refuses (422) one that is taken. Changes the Service in place. */
export function allocateNodePorts(store: ObjectStore, service: KubeObject): void {
  const used = taken(store, service.metadata.uid);
  const ports = objectsAt(service, 'spec', 'ports');
  for (const [index, port] of ports.entries()) {
    const asked = numberAt(port, 'nodePort') ?? 0;
    if (asked === 0) continue;
    const field = `spec.ports[${index}].nodePort`;
    if (asked < nodePortRange.lowest || asked > nodePortRange.highest) {
      const why = `provided port is not in the valid range. The range of valid ports is ${nodePortRange.lowest}-${nodePortRange.highest}`;
      throw allocationError(service, field, asked, why);
    }
    const twin = ports
      .slice(0, index)
      .some((one) => one.nodePort === asked && one.protocol === port.protocol);
    if (used.has(asked) || twin)
      throw allocationError(service, field, asked, 'provided port is already allocated');
  }
  for (const port of ports) used.add(numberAt(port, 'nodePort') ?? 0);
  for (const port of ports) if ((numberAt(port, 'nodePort') ?? 0) === 0) giveOut(store, service, port, used);
}

function giveOut(store: ObjectStore, service: KubeObject, port: JsonObject, used: Set<number>): void {
  const { lowest, highest } = nodePortRange;
  const span = highest - lowest + 1;
  const start = (Number(store.resourceVersion) * 31) % span;
  for (let step = 0; step < span; step++) {
    const candidate = lowest + ((start + step) % span);
    if (used.has(candidate)) continue;
    used.add(candidate);
    port.nodePort = candidate;
    return;
  }
  throw allocationError(service, 'spec.ports[0].nodePort', 0, 'failed to allocate a nodePort: range is full');
}
