import type { Container, Pod } from '../../kinds/pod.js';
import { quantity } from '../../kinds/quantity.js';
import { ConfigError } from './config-error.js';

/** What the kubelet knows of the pod beyond the object. */
export interface PodPlace {
  readonly nodeName: string;
  readonly hostIP: string;
  readonly podIP: string;
}

/** The value of a field of the pod (Kubernetes docs, Downward API). */
export function fieldValue(pod: Pod, path: string, place: PodPlace): string {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed?.[2] !== undefined)
    return (keyed[1] === 'labels' ? metadata.labels : metadata.annotations)?.[keyed[2]] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
      return lines(metadata.labels);
    case 'metadata.annotations':
      return lines(metadata.annotations);
    case 'spec.nodeName':
      return place.nodeName;
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? 'default';
    case 'status.hostIP':
    case 'status.hostIPs':
      return place.hostIP;
    case 'status.podIP':
    case 'status.podIPs':
      return place.podIP;
    default:
      throw new ConfigError(`unsupported fieldPath: ${path}`);
  }
}

/** The value of a resource request or limit, in units of `divisor`, rounded up. Without a limit: 0. */
export function resourceValue(container: Container, resource: string, divisor: string | undefined): string {
  const found = /^(requests|limits)\.(.+)$/.exec(resource);
  if (found?.[2] === undefined) throw new ConfigError(`unsupported container resource : ${resource}`);
  const { requests, limits } = container.resources ?? {};
  const value = quantity((found[1] === 'limits' ? limits : (requests ?? limits))?.[found[2]]);
  const unit = quantity(divisor);
  return String(Math.ceil(value / (unit === 0 ? 1 : unit)));
}

function lines(values: Record<string, string> | undefined): string {
  return Object.entries(values ?? {})
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort()
    .join('\n');
}
