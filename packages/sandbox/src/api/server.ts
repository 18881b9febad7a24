import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChaosError } from '@chaoskit/errors';
import type { Clock } from '../clock/clock.js';
import { ServiceAccountTokens } from './authentication/service-account-tokens.js';
import type { ServerCertificate } from './certificate/server-certificate.js';
import type { ClusterStore } from './cluster-store.js';
import { handleRequest } from './handle-request.js';
import type { ApiDeps } from './request/api-request.js';

export interface ApiServerOptions {
  readonly store: ClusterStore;
  /** A loopback address. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The bearer token that every request must carry. */
  readonly token: string;
  readonly certificate: ServerCertificate;
  /** Folder of the containers' logs: `<pod uid>/<container>/<attempt>.log`. */
  readonly logsDir: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers in [0, 1), for names. */
  readonly random: () => number;
  /** Told of faults of the server itself. */
  readonly log: (message: string) => void;
}

export interface ApiServer {
  readonly port: number;
  readonly url: string;
  /** Tokens for ServiceAccounts, as pods have them. */
  readonly tokens: ServiceAccountTokens;
  /** Ends watches and log streams, closes every connection; resolves when the port is free. */
  close(): Promise<void>;
}

/** Starts the Kubernetes API on loopback, with TLS; resolves when it takes requests. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { host, certificate, store, clock, random, logsDir } = options;
  const deps: ApiDeps = {
    store,
    registry: store.registry,
    clock,
    random,
    tokens: new ServiceAccountTokens(clock, store),
    logFiles: { path: (uid, container, attempt) => join(logsDir, uid, container, `${attempt}.log`) },
  };
  const server = createServer(
    { cert: certificate.certificate, key: certificate.key, keepAliveTimeout: 90_000 },
    (message, response) =>
      void handleRequest(message, response, { deps, token: options.token, log: options.log }),
  );
  await listen(server, host, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://${host}:${port}`,
    tokens: deps.tokens,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (reason: NodeJS.ErrnoException) => {
      const hint = reason.code === 'EADDRINUSE' ? 'stop what listens there, or use another port' : undefined;
      reject(
        new ChaosError('CHAOS_E_SANDBOX_API', `the API can't listen on ${host}:${port}: ${reason.message}`, {
          cause: reason,
          ...(hint === undefined ? {} : { hint }),
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
