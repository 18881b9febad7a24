import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { messageOf } from '@chaoskit/errors';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { VizierClusterInfo } from '../gen/cloudapi_pb.js';
import { VizierService } from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';
import { clusterService } from './cluster-service.js';
import { guardRequest } from './guard-request.js';
import { scriptService } from './script-service.js';
import type { VizierSource } from './vizier-source.js';

export interface VizierServerOptions {
  readonly source: VizierSource;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default 0, a free port */
  readonly port?: number;
  /** PEM. Without it the server speaks plaintext, on loopback only, and takes any cluster id. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Callers without this key are refused. @default nobody is */
  readonly apiKey?: string;
  /** Milliseconds between two words of a health check. @default 5000 */
  readonly healthEveryMs?: number;
}

export interface VizierServer {
  readonly host: string;
  readonly port: number;
  /** As clients have to name it. */
  readonly clusterId: string;
  /** Ends at once; calls under way fail. */
  close(): Promise<void>;
}

/** Serves Pixie's protocol, cloud and Vizier at one address. Throws {@link VizierError} where it can't listen. */
export async function serveVizier(options: VizierServerOptions): Promise<VizierServer> {
  const { source, host = '127.0.0.1', port = 0, tls, apiKey, healthEveryMs = 5000 } = options;
  if (tls === undefined && !isLoopback(host))
    throw new VizierError('PIXIE_E_PLAINTEXT', `plaintext is served on loopback only, not on ${host}`, {
      hint: 'serve TLS, or listen on 127.0.0.1',
    });
  const clusterId = clusterUuid(source.metadata.clusterId);
  const calls = connectNodeAdapter({
    grpcWeb: false,
    connect: false,
    // Compressing costs more than it saves where clients are on the same machine.
    compressMinBytes: 2 ** 30,
    routes: (router) => {
      router.service(VizierClusterInfo, clusterService({ source, clusterId, apiKey }));
      router.service(
        VizierService,
        scriptService({ source, clusterId, apiKey, direct: tls === undefined, healthEveryMs }),
      );
    },
  });
  const handler = guardRequest(calls);
  const server =
    tls === undefined
      ? createServer(handler)
      : createSecureServer({ cert: tls.certificate, key: tls.key }, handler);
  const sessions = trackSessions(server);
  await listen(server, host, port);
  return {
    host,
    port: (server.address() as AddressInfo).port,
    clusterId,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

/** The id as clients carry it, a UUID; one is derived from a recording's id that is none. */
function clusterUuid(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  const digits = createHash('sha256').update(id).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

function trackSessions(server: Http2Server): Set<ServerHttp2Session> {
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  return sessions;
}

async function listen(server: Http2Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new VizierError('PIXIE_E_LISTEN', `can't listen on ${host}:${port}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
