import { isIPv4 } from 'node:net';
import { clusterAddresses } from './cluster-addresses.js';
import {
  type DnsAnswer,
  type DnsQuestion,
  type DnsRecord,
  recordTypes,
  responseCodes,
} from './dns-message.js';
import type { ServiceNetworkState, ServiceRoute } from './service-network.js';

const { domain, dns, host } = clusterAddresses;
/** Short, so that a change is seen soon. Seconds. */
const ttl = 5;

type Found =
  | { readonly records: readonly DnsRecord[]; readonly additional?: readonly DnsRecord[] }
  | undefined;

/**
 * The names of the cluster (Kubernetes DNS-Based Service Discovery 1.1.0) and of `hostAccess`, and nothing else: the sandbox reaches no outside network,
 * so every other name does not exist.
 */
export class ClusterZone {
  readonly #hostNames: ReadonlySet<string>;
  #services = new Map<string, ServiceRoute>();
  #namespaces = new Set<string>();
  #reverse = new Map<string, string>();

  /** `hostNames`: names that lead to the host, as `sandbox.yaml` gives them. */
  constructor(hostNames: Iterable<string> = []) {
    this.#hostNames = new Set(hostNames);
  }

  set(state: ServiceNetworkState): void {
    this.#services = new Map(state.services.map((route) => [`${route.namespace}/${route.name}`, route]));
    this.#namespaces = new Set(state.services.map(({ namespace }) => namespace));
    this.#reverse = new Map(state.services.flatMap(reverseNames));
  }

  answer({ name, type }: DnsQuestion): DnsAnswer {
    const found = this.#find(name);
    if (found === undefined)
      return { code: responseCodes.nameError, answers: [], authority: [startOfAuthority] };
    const answers = found.records.filter(
      (record) => type === recordTypes.ANY || record.type === 'CNAME' || recordTypes[record.type] === type,
    );
    if (answers.length === 0) return { code: responseCodes.noError, answers, authority: [startOfAuthority] };
    const additional = type === recordTypes.SRV ? (found.additional ?? []) : [];
    return { code: responseCodes.noError, answers, additional };
  }

  #find(name: string): Found {
    if (name.endsWith('.in-addr.arpa')) return this.#pointer(name);
    if (this.#hostNames.has(name)) return { records: [address(name, host)] };
    if (name === domain) return { records: [startOfAuthority, nameServer] };
    if (!name.endsWith(`.${domain}`)) return undefined;
    const labels = name.slice(0, -domain.length - 1).split('.');
    const zone = labels.pop();
    if (zone === 'svc') return this.#inServices(name, labels);
    if (zone === 'pod') return podName(name, labels);
    if (zone === 'dns' && labels.length === 1 && labels[0] === 'ns') return { records: [address(name, dns)] };
    return undefined;
  }

  #inServices(name: string, labels: readonly string[]): Found {
    if (labels.length === 0) return { records: [] };
    const namespace = labels.at(-1) ?? '';
    if (labels.length === 1) return this.#namespaces.has(namespace) ? { records: [] } : undefined;
    const route = this.#services.get(`${namespace}/${labels.at(-2)}`);
    if (route === undefined) return undefined;
    const [first = '', second = ''] = labels;
    if (labels.length === 2) return { records: serviceRecords(name, route) };
    if (labels.length === 3) return endpointName(name, route, first);
    const isService = first.startsWith('_') && second.startsWith('_');
    return labels.length === 4 && isService
      ? servicePort(name, route, first.slice(1), second.slice(1))
      : undefined;
  }

  #pointer(name: string): Found {
    const ip = name.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.');
    const target = this.#reverse.get(ip);
    return target === undefined ? undefined : { records: [{ name, ttl, type: 'PTR', target }] };
  }
}

const startOfAuthority: DnsRecord = {
  name: domain,
  ttl,
  type: 'SOA',
  server: `ns.dns.${domain}`,
  mail: `hostmaster.${domain}`,
};
const nameServer: DnsRecord = { name: domain, ttl, type: 'NS', target: `ns.dns.${domain}` };

function address(name: string, ip: string): DnsRecord {
  return { name, ttl, type: 'A', address: ip };
}

function serviceRecords(name: string, route: ServiceRoute): DnsRecord[] {
  if (route.externalName !== undefined) {
    return [{ name, ttl, type: 'CNAME', target: route.externalName.replace(/\.$/, '').toLowerCase() }];
  }
  if (route.clusterIP !== undefined) return [address(name, route.clusterIP)];
  return route.addresses.map(({ ip }) => address(name, ip));
}

function serviceName(route: ServiceRoute): string {
  return `${route.name}.${route.namespace}.svc.${domain}`;
}

/** The label under which one endpoint of a headless service is found: its hostname, or its address with dashes. */
function endpointLabel({ ip, hostname }: ServiceRoute['addresses'][number]): string {
  return hostname ?? ip.replaceAll('.', '-');
}

function endpointName(name: string, route: ServiceRoute, label: string): Found {
  if (route.clusterIP !== undefined) return undefined;
  const found = route.addresses.filter((endpoint) => endpointLabel(endpoint) === label);
  return found.length === 0 ? undefined : { records: found.map(({ ip }) => address(name, ip)) };
}

function servicePort(name: string, route: ServiceRoute, portName: string, protocol: string): Found {
  const port = route.ports.find((one) => one.name === portName && one.protocol.toLowerCase() === protocol);
  if (port === undefined) return undefined;
  if (route.clusterIP !== undefined) {
    const target = serviceName(route);
    return {
      records: [{ name, ttl, type: 'SRV', port: port.port, target }],
      additional: [address(target, route.clusterIP)],
    };
  }
  const targets = route.addresses.flatMap((endpoint) => {
    const target = `${endpointLabel(endpoint)}.${serviceName(route)}`;
    const number = port.endpoints.find(({ ip }) => ip === endpoint.ip)?.port ?? port.port;
    return [{ target, number, ip: endpoint.ip }];
  });
  return {
    records: targets.map(({ target, number }) => ({ name, ttl, type: 'SRV', port: number, target })),
    additional: targets.map(({ target, ip }) => address(target, ip)),
  };
}

/** `10-244-0-7.default.pod.cluster.local`. */
function podName(name: string, labels: readonly string[]): Found {
  if (labels.length !== 2) return undefined;
  const ip = (labels[0] ?? '').replaceAll('-', '.');
  return isIPv4(ip) ? { records: [address(name, ip)] } : undefined;
}

function reverseNames(route: ServiceRoute): [string, string][] {
  if (route.clusterIP !== undefined) return [[route.clusterIP, serviceName(route)]];
  return route.addresses.map((endpoint) => [endpoint.ip, `${endpointLabel(endpoint)}.${serviceName(route)}`]);
}
