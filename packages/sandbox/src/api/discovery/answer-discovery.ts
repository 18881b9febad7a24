import { methodNotAllowed } from '../../store/status-error.js';
import { type MediaRange, parseAccept, takesJson } from '../request/negotiate.js';
import type { ApiGroup, ResourceRegistry } from '../resources/resource-registry.js';
import { aggregatedDiscovery } from './aggregated.js';
import { apiResourceList } from './api-resources.js';
import { documentOf, openApiIndex } from './openapi.js';
import { openApiV2Document, openApiV2Type } from './openapi-v2.js';
import { versionInfo } from './version.js';

export interface DiscoveryAnswer {
  readonly bytes: Buffer;
  readonly type: string;
}

export interface DiscoveryRequest {
  readonly method: string;
  readonly pathname: string;
  readonly accept: string | undefined;
  /** `host:port` of the server. */
  readonly address: string;
}

const json = (body: unknown, type = 'application/json'): DiscoveryAnswer => ({
  bytes: Buffer.from(JSON.stringify(body)),
  type,
});

/** Answers what is not about objects: health, version, discovery, OpenAPI. `undefined` for a path that is nothing. */
export function answerDiscovery(
  request: DiscoveryRequest,
  registry: ResourceRegistry,
): DiscoveryAnswer | undefined {
  const answer = discoveryOf(request, registry);
  if (answer !== undefined && request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed();
  return answer;
}

const healthPath = /^\/(healthz|livez|readyz)(\/.*)?$/;

function discoveryOf(request: DiscoveryRequest, registry: ResourceRegistry): DiscoveryAnswer | undefined {
  const path = request.pathname.length > 1 ? request.pathname.replace(/\/$/, '') : request.pathname;
  if (healthPath.test(path)) return { bytes: Buffer.from('ok'), type: 'text/plain; charset=utf-8' };
  if (path === '/version') return json(versionInfo);
  if (path === '/') return json({ paths: ['/api', '/apis', '/healthz', '/openapi/v3', '/version'] });
  if (path === '/openapi/v2') return { bytes: openApiV2Document, type: openApiV2Type };
  if (path === '/openapi/v3') return json(openApiIndex(registry));
  if (path.startsWith('/openapi/v3/')) return openApiOf(path.slice('/openapi/v3'.length), registry);
  if (path === '/api')
    return groupsAnswer(
      request,
      groupsWhere(registry, (name) => name === ''),
      coreVersions(request),
    );
  if (path === '/apis')
    return groupsAnswer(
      request,
      groupsWhere(registry, (name) => name !== ''),
      groupList(registry),
    );
  const parts = path.split('/').slice(1);
  if (parts[0] === 'apis' && parts.length === 2) return groupOf(parts[1] ?? '', registry);
  return resourcesOf(parts, registry);
}

const groupsWhere = (registry: ResourceRegistry, test: (name: string) => boolean): ApiGroup[] =>
  registry.groups.filter((group) => test(group.name));

/** The aggregated form for those who ask for it; its content type repeats the parameters, or kubectl asks for all again. */
function groupsAnswer(
  request: DiscoveryRequest,
  groups: readonly ApiGroup[],
  plain: unknown,
): DiscoveryAnswer {
  const range = parseAccept(request.accept).find((one) => takesJson(one));
  const version = range === undefined ? undefined : aggregatedVersion(range);
  if (version === undefined) return json(plain);
  const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  return json(aggregatedDiscovery(groups, version), type);
}

function aggregatedVersion({ parameters }: MediaRange): 'v2' | 'v2beta1' | undefined {
  if (parameters.as !== 'APIGroupDiscoveryList') return undefined;
  return parameters.v === 'v2' || parameters.v === 'v2beta1' ? parameters.v : undefined;
}

const coreVersions = (request: DiscoveryRequest): Record<string, unknown> => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: request.address }],
});

function groupEntry(group: ApiGroup): Record<string, unknown> {
  const versions = group.versions.map(({ version }) => ({
    groupVersion: `${group.name}/${version}`,
    version,
  }));
  return { name: group.name, versions, preferredVersion: versions[0] };
}

const groupList = (registry: ResourceRegistry): Record<string, unknown> => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groupsWhere(registry, (name) => name !== '').map(groupEntry),
});

function groupOf(name: string, registry: ResourceRegistry): DiscoveryAnswer | undefined {
  const group = registry.groups.find((one) => one.name === name && name !== '');
  return group === undefined ? undefined : json({ kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) });
}

function resourcesOf(parts: readonly string[], registry: ResourceRegistry): DiscoveryAnswer | undefined {
  const isCore = parts[0] === 'api' && parts.length === 2;
  if (!isCore && !(parts[0] === 'apis' && parts.length === 3)) return undefined;
  const name = isCore ? '' : parts[1];
  const version = isCore ? parts[1] : parts[2];
  const group = registry.groups.find((one) => one.name === name);
  const found = group?.versions.find((one) => one.version === version);
  return found === undefined ? undefined : json(apiResourceList(found.resources));
}

function openApiOf(root: string, registry: ResourceRegistry): DiscoveryAnswer | undefined {
  const parts = root.split('/').slice(1);
  const [name, version] = parts[0] === 'api' ? ['', parts[1]] : [parts[1], parts[2]];
  const group = registry.groups.find((one) => one.name === name);
  const found = group?.versions.find((one) => one.version === version);
  return found === undefined
    ? undefined
    : { bytes: Buffer.from(documentOf(found.resources).json), type: 'application/json' };
}
