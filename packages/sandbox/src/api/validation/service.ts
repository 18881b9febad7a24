import { isIPv4, isIPv6 } from 'node:net';
import { isClusterIp } from '../allocation/cluster-ips.js';
import {
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';
import { checkLabels, labelProblems, subdomainProblems } from './names.js';
import { isPort, portRange, protocols } from './ports.js';
import { checkTargetPort } from './probes.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const affinities = ['ClientIP', 'None'];

/** A Service (kubernetes, pkg/apis/core/validation). */
export function validateService(service: JsonObject, errors: FieldErrors): void {
  const spec = objectAt(service, 'spec');
  const type = textAt(spec, 'type') ?? '';
  const ports = objectsAt(spec, 'ports');
  const address = addressOf(spec);
  if (ports.length === 0 && address !== 'None' && type !== 'ExternalName') errors.required('spec.ports');
  if (type === 'ExternalName') checkExternalName(spec, address, errors);
  for (const [index, port] of ports.entries()) checkPort(port, index, ports, type, errors);
  checkLabels(textsAt(spec, 'selector'), 'spec.selector', errors);
  const affinity = textAt(spec, 'sessionAffinity') ?? '';
  if (!affinities.includes(affinity)) errors.notSupported('spec.sessionAffinity', affinity, affinities);
  if (!types.includes(type)) errors.notSupported('spec.type', type, types);
  if (type !== 'ExternalName') checkAddress(address, type, errors);
  for (const [index, external] of listAt(spec, 'externalIPs').entries()) {
    if (isIPv4(String(external)) || isIPv6(String(external))) continue;
    errors.invalid(
      `spec.externalIPs[${index}]`,
      external,
      'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    );
  }
}

const addressOf = (spec: JsonObject): string =>
  textAt(spec, 'clusterIP') || String(listAt(spec, 'clusterIPs')[0] ?? '');

function checkExternalName(spec: JsonObject, address: string, errors: FieldErrors): void {
  const name = (textAt(spec, 'externalName') ?? '').replace(/\.$/, '');
  if (name === '') errors.required('spec.externalName');
  else for (const problem of subdomainProblems(name)) errors.invalid('spec.externalName', name, problem);
  if (address !== '') errors.forbidden('spec.clusterIPs', 'may not be set for ExternalName services');
}

function checkAddress(address: string, type: string, errors: FieldErrors): void {
  if (address === '') return;
  if (address === 'None') {
    if (type === 'ClusterIP') return;
    errors.invalid('spec.clusterIPs[0]', address, `may not be set to 'None' for ${type} services`);
  } else if (!isIPv4(address)) {
    errors.invalid(
      'spec.clusterIPs[0]',
      address,
      'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    );
  } else if (!isClusterIp(address)) {
    const why = `failed to allocate IP ${address}: the provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/16`;
    errors.invalid('spec.clusterIPs', [address], why);
  }
}

function checkPort(
  port: JsonObject,
  index: number,
  ports: readonly JsonObject[],
  type: string,
  errors: FieldErrors,
): void {
  const field = `spec.ports[${index}]`;
  const before = ports.slice(0, index);
  const name = textAt(port, 'name') ?? '';
  if (name === '' && ports.length > 1) errors.required(`${field}.name`);
  else if (name !== '') {
    for (const problem of labelProblems(name)) errors.invalid(`${field}.name`, name, problem);
    if (before.some((one) => one.name === name)) errors.duplicate(`${field}.name`, name);
  }
  const number = numberAt(port, 'port') ?? 0;
  if (!isPort(number)) errors.invalid(`${field}.port`, number, portRange);
  const protocol = textAt(port, 'protocol') ?? '';
  if (!protocols.includes(protocol)) errors.notSupported(`${field}.protocol`, protocol, protocols);
  checkTargetPort(port.targetPort, `${field}.targetPort`, errors);
  if (type === 'ClusterIP' && (numberAt(port, 'nodePort') ?? 0) !== 0) {
    errors.forbidden(`${field}.nodePort`, "may not be used when `type` is 'ClusterIP'");
  }
  const twin = before.some((one) => one.port === port.port && one.protocol === port.protocol);
  if (twin) errors.duplicate(field, { name, protocol, port: number });
}

/** An address stays while the Service has one. */
export function validateServiceUpdate(service: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  const spec = objectAt(service, 'spec');
  const before = objectAt(previous, 'spec');
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return;
  const address = addressOf(spec);
  if (address !== addressOf(before)) errors.invalid('spec.clusterIPs[0]', address, 'may not change once set');
}
