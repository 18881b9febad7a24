import type { Agent } from 'node:http';
import type { KubeAccess } from '../access/kube-access.js';
import { openTunnel } from './tunnel.js';

/** Parameters of a query; undefined ones are left out. */
export type Query = {
  readonly [name: string]: string | number | boolean | readonly string[] | undefined;
};

/** One request to the API server. */
export interface KubeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the server's URL, e.g. `/api/v1/pods`. */
  readonly path: string;
  /** Several values of a name are sent as several parameters. */
  readonly query?: Query | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}

/** Where a request goes, with what identity, and how the server is checked. */
export async function requestOptions(
  access: KubeAccess,
  agent: Agent,
  request: KubeRequest,
  signal: AbortSignal,
) {
  const { server, ca, verify, serverName, proxy, credentials } = access;
  const { headers, cert, key } = await credentials(signal);
  const secure = server.protocol === 'https:';
  const path = `${server.pathname.replace(/\/$/, '')}${request.path}${queryOf(request.query)}`;
  const socket = proxy === undefined || !secure ? undefined : await openTunnel(proxy, server, signal);
  const route =
    proxy !== undefined && !secure
      ? plainProxy(proxy, server, path)
      : { host: server.hostname.replace(/^\[|\]$/g, ''), port: server.port || (secure ? 443 : 80), path };
  return {
    ...route,
    method: request.method,
    headers: {
      Host: server.host,
      Accept: request.accept ?? 'application/json',
      'User-Agent': 'chaoskit',
      ...(request.body !== undefined && {
        'Content-Type': request.contentType ?? 'application/json',
        'Content-Length': String(Buffer.byteLength(JSON.stringify(request.body))),
      }),
      ...headers,
    },
    ...(secure && { rejectUnauthorized: verify }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(serverName !== undefined && { servername: serverName }),
    // A change goes over a fresh connection: on a kept one that the server just closed nobody knows whether it was done.
    agent: socket === undefined && request.method === 'GET' ? agent : (false as const),
    ...(socket !== undefined && { socket }),
  };
}

function plainProxy(proxy: string, server: URL, path: string): { host: string; port: string; path: string } {
  const url = new URL(proxy.includes('://') ? proxy : `http://${proxy}`);
  return { host: url.hostname, port: url.port || '80', path: `${server.origin}${path}` };
}

function queryOf(query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
