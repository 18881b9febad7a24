import { asService, isHeadless, type Service } from '../../kinds/service.js';
import type { ObjectStore } from '../../store/object-store.js';

/**
 * The variables by which a pod finds the services of its namespace (Kubernetes docs, "Environment variables" of Services).
 * Without `links` only the service `kubernetes` is there.
 */
export function serviceEnvironment(
  store: ObjectStore,
  namespace: string,
  links: boolean,
): Record<string, string> {
  const environment: Record<string, string> = {};
  const api = store.get({ resource: 'services', namespace: 'default', name: 'kubernetes' });
  const near = links ? store.list('services', namespace).items : [];
  for (const object of [...(api === undefined ? [] : [api]), ...near])
    Object.assign(environment, variables(asService(object)));
  return environment;
}

function variables(service: Service): Record<string, string> {
  const { clusterIP, ports = [] } = service.spec;
  const [first] = ports;
  if (clusterIP === undefined || clusterIP === '' || isHeadless(service) || first === undefined) return {};
  const prefix = variableName(service.metadata.name);
  const urlOf = (port: (typeof ports)[number]): string =>
    `${(port.protocol ?? 'TCP').toLowerCase()}://${clusterIP}:${port.port}`;
  const environment: Record<string, string> = {
    [`${prefix}_SERVICE_HOST`]: clusterIP,
    [`${prefix}_SERVICE_PORT`]: String(first.port),
    [`${prefix}_PORT`]: urlOf(first),
  };
  for (const port of ports) {
    const protocol = port.protocol ?? 'TCP';
    const link = `${prefix}_PORT_${port.port}_${protocol}`;
    if (port.name) environment[`${prefix}_SERVICE_PORT_${variableName(port.name)}`] = String(port.port);
    environment[link] = urlOf(port);
    environment[`${link}_PROTO`] = protocol.toLowerCase();
    environment[`${link}_PORT`] = String(port.port);
    environment[`${link}_ADDR`] = clusterIP;
  }
  return environment;
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
