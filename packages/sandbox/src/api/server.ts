import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { Clock } from '../clock/clock.js';
import type { MemoryStore } from '../store/memory-store.js';
import { type Status, StatusError, unauthorized } from '../store/status-error.js';
import { writeAnswer, writeJson, writeStatus, writeText } from './answer/write-answer.js';
import { authenticate } from './authentication/authenticate.js';
import { ServiceAccountTokens } from './authentication/service-account-tokens.js';
import type { ServerCertificate } from './certificate/server-certificate.js';
import { clusterRegistry } from './cluster-store.js';
import { answerDiscovery } from './discovery/answer-discovery.js';
import { answerResource } from './operations/route.js';
import type { ApiDeps } from './request/api-request.js';
import { apiRequestOf } from './request/route-request.js';
import { answerSubresource } from './subresources/answer-subresource.js';

export interface ApiServerOptions {
  readonly store: MemoryStore;
  /** A loopback address. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The bearer token that every request must carry. */
  readonly token: string;
  readonly certificate: ServerCertificate;
  /** Folder of the containers' logs: `<pod uid>/<container>/<attempt>.log`. */
  readonly logsDir: string;
  readonly clock: Clock;
  /** Numbers in [0, 1), for names. */
  readonly random: () => number;
  /** Told of faults of the server itself. */
  readonly log: (message: string) => void;
}

export interface ApiServer {
  readonly port: number;
  readonly url: string;
  /** Ends watches and log streams, closes every connection; resolves when the port is free. */
  close(): Promise<void>;
}

/** Starts the Kubernetes API on loopback, with TLS; resolves when it takes requests. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { host, certificate, store, clock, random, logsDir } = options;
  const deps: ApiDeps = {
    store,
    registry: clusterRegistry,
    clock,
    random,
    tokens: new ServiceAccountTokens(clock, store),
    logFiles: { path: (uid, container, attempt) => join(logsDir, uid, container, `${attempt}.log`) },
  };
  const closing = new AbortController();
  const server = createServer(
    { cert: certificate.certificate, key: certificate.key, keepAliveTimeout: 90_000 },
    (message, response) => void answer(message, response, deps, options, closing.signal),
  );
  await listen(server, host, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
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

/** Answers one request; never rejects. */
async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  deps: ApiDeps,
  options: ApiServerOptions,
  closing: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await route(message, response, deps, options, AbortSignal.any([gone.signal, closing]));
  } catch (reason) {
    if (reason instanceof StatusError) refuse(response, reason.status);
    else {
      options.log(`the API failed at ${message.method} ${message.url}: ${describeFault(reason)}`);
      refuse(response, internalError(reason));
    }
  }
}

const describeFault = (reason: unknown): string =>
  reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);

const internalError = (reason: unknown): Status =>
  new StatusError(500, 'InternalError', `Internal error occurred: ${messageOf(reason)}`).status;

function refuse(response: ServerResponse, status: Status): void {
  if (response.headersSent) response.destroy();
  else writeStatus(response, status);
}

async function route(
  message: IncomingMessage,
  response: ServerResponse,
  deps: ApiDeps,
  options: ApiServerOptions,
  signal: AbortSignal,
): Promise<void> {
  const user = authenticate(message.headers.authorization, options.token, deps.tokens);
  if (user === undefined) throw unauthorized();
  const url = new URL(message.url ?? '/', 'https://localhost');
  const discovered = answerDiscovery(
    {
      method: message.method ?? 'GET',
      pathname: url.pathname,
      accept: message.headers.accept,
      address: message.headers.host ?? options.host,
    },
    deps.registry,
  );
  if (discovered?.kind === 'text') return writeText(response, 200, discovered.text);
  if (discovered?.kind === 'json') {
    return writeJson(response, 200, JSON.stringify(discovered.body), { 'content-type': discovered.type });
  }
  if (discovered?.kind === 'bytes') {
    response.writeHead(200, { 'content-type': discovered.type, 'content-length': discovered.bytes.length });
    response.end(discovered.bytes);
    return;
  }
  const request = apiRequestOf(message, url, { deps, user, signal });
  if (request === undefined) return writeText(response, 404, '404 page not found\n');
  const { subresource } = request.path;
  const answered =
    subresource === undefined ? await answerResource(request) : await answerSubresource(request, subresource);
  await writeAnswer(request, answered, response);
}
