import { badRequest } from '../../store/status-error.js';

/** A path under `/api/V` or `/apis/G/V`, taken apart (Kubernetes API concepts, "Resource URIs"). */
export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** `undefined`: all namespaces, or a cluster-wide resource. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** `undefined` where the path does not name a resource (discovery, health, version, …). */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return undefined;
  const [group = '', version = ''] = core ? ['', parts[1]] : parts.slice(1, 3);
  const rest = parts.slice(core ? 2 : 3);
  if (version === '' || rest.length === 0) return undefined;
  return { group, version, ...parseRest(rest) };
}

const namespaceSubresources: ReadonlySet<string> = new Set(['status', 'finalize']);

function parseRest(rest: readonly string[]): Omit<ResourcePath, 'group' | 'version'> {
  const [first = '', namespace = '', third = ''] = rest;
  const inNamespace = first === 'namespaces' && rest.length > 2 && !namespaceSubresources.has(third);
  const [plural = '', name, ...subresource] = inNamespace ? rest.slice(2) : rest;
  return {
    plural,
    ...(inNamespace ? { namespace } : {}),
    ...(name === undefined ? {} : { name }),
    ...(subresource.length === 0 ? {} : { subresource: subresource.join('/') }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`the path of the request is not percent-encoded UTF-8: ${part}`);
  }
}
