import type { IncomingMessage } from 'node:http';
import { noSuchResource } from '../../store/status-error.js';
import type { ApiRequest } from './api-request.js';
import { negotiate } from './negotiate.js';
import type { RequestUrl } from './request-url.js';
import { parseResourcePath, type ResourcePath } from './resource-path.js';

/**
 * The request for a resource; `undefined` where the path leads nowhere (a plain 404). NotFound (404) where the group is served
 * but not the version or resource, NotAcceptable (406) where no form is served that the client takes.
 */
export function apiRequestOf(
  message: IncomingMessage,
  url: RequestUrl,
  context: Pick<ApiRequest, 'deps' | 'user' | 'signal'>,
): ApiRequest | undefined {
  const path = parseResourcePath(url.pathname);
  if (path === undefined) return undefined;
  const { registry } = context.deps;
  const definition = registry.find(path.group, path.version, path.plural);
  if (definition === undefined) {
    if (registry.hasFixedGroup(path.group)) throw noSuchResource();
    return undefined;
  }
  if (!fitsScope(path, definition.namespaced)) throw noSuchResource();
  return {
    ...context,
    method: message.method ?? 'GET',
    path,
    definition,
    query: url.searchParams,
    accepted: negotiate(message.headers.accept),
    contentType: message.headers['content-type'] ?? '',
    userAgent: message.headers['user-agent'] ?? '',
    message,
  };
}

/** Objects of a namespace are named with it, others without. */
function fitsScope({ namespace, name }: ResourcePath, namespaced: boolean): boolean {
  return namespaced ? namespace !== undefined || name === undefined : namespace === undefined;
}
