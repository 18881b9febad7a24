import type { KubeObject } from '../../store/kube-object.js';
import { type JsonObject, listAt, numberAt, objectsAt, textAt, textsAt } from '../json/json-object.js';
import { labelsText, none } from './cells.js';
import { age } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

const joined = (parts: readonly string[]): string => (parts.length === 0 ? none : parts.join(','));

function portText(port: JsonObject): string {
  const nodePort = numberAt(port, 'nodePort') ?? 0;
  const numbers = nodePort === 0 ? `${port.port}` : `${port.port}:${nodePort}`;
  return `${numbers}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

function externalText(service: KubeObject): string {
  const type = textAt(service, 'spec', 'type');
  if (type === 'ExternalName') return textAt(service, 'spec', 'externalName') ?? none;
  const external = listAt(service, 'spec', 'externalIPs').map(String);
  if (type !== 'LoadBalancer') return joined(external);
  const ingress = objectsAt(service, 'status', 'loadBalancer', 'ingress');
  const given = ingress.map((one) => textAt(one, 'ip') ?? textAt(one, 'hostname') ?? '');
  return given.length + external.length === 0 ? '<pending>' : [...given, ...external].join(',');
}

export const serviceTable: TableDefinition = {
  columns: [
    nameColumn,
    column('Type', 'How the Service is reached.'),
    column('Cluster-IP', 'Address inside the cluster.'),
    column('External-IP', 'Addresses or name outside the cluster.'),
    column('Port(s)', 'Ports, and the ports on the nodes.'),
    ageColumn,
    column('Selector', 'Labels of the pods.', { wide: true }),
  ],
  cells: (service, now) => [
    service.metadata.name,
    textAt(service, 'spec', 'type') ?? 'ClusterIP',
    textAt(service, 'spec', 'clusterIP') || none,
    externalText(service),
    joined(objectsAt(service, 'spec', 'ports').map(portText)),
    age(service.metadata.creationTimestamp, now),
    labelsText(textsAt(service, 'spec', 'selector')) || none,
  ],
};

const shown = 3;

/** At most three, and how many more there are. */
const shortened = (parts: readonly string[]): string =>
  parts.length > shown
    ? `${parts.slice(0, shown).join(',')} + ${parts.length - shown} more...`
    : joined(parts);

function endpointTexts(endpoints: KubeObject): string[] {
  return objectsAt(endpoints, 'subsets').flatMap((subset) => {
    const addresses = objectsAt(subset, 'addresses').map((one) => textAt(one, 'ip') ?? '');
    const ports = objectsAt(subset, 'ports').map((one) => String(one.port));
    return ports.length === 0
      ? addresses
      : ports.flatMap((port) => addresses.map((address) => `${address}:${port}`));
  });
}

export const endpointsTable: TableDefinition = {
  columns: [nameColumn, column('Endpoints', 'Addresses that are ready, with ports.'), ageColumn],
  cells: (object, now) => [
    object.metadata.name,
    shortened(endpointTexts(object)),
    age(object.metadata.creationTimestamp, now),
  ],
};

export const endpointSliceTable: TableDefinition = {
  columns: [
    nameColumn,
    column('AddressType', 'Kind of the addresses.'),
    column('Ports', 'Ports of the endpoints.'),
    column('Endpoints', 'Addresses of the endpoints.'),
    ageColumn,
  ],
  cells: (object, now) => {
    const ports = objectsAt(object, 'ports').map((one) => String(one.port ?? '*'));
    const addresses = objectsAt(object, 'endpoints').flatMap((one) => listAt(one, 'addresses').map(String));
    return [
      object.metadata.name,
      textAt(object, 'addressType') ?? '',
      ports.length === 0 ? '<unset>' : shortened(ports),
      addresses.length === 0 ? '<unset>' : shortened(addresses),
      age(object.metadata.creationTimestamp, now),
    ];
  },
};
