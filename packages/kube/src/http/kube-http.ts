import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { messageOf } from '@chaoskit/errors';
import type { WebSocket } from 'ws';
import type { KubeAccess } from '../access/kube-access.js';
import { KubeApiError, KubeConnectionError } from '../kube-errors.js';
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

// The reference's HTTP layer repeats a refused connection, and a GET without an answer, as often (drivers.md §1.2).
const retries = 3;

/** Sends requests with the credentials of one {@link KubeAccess}. Connections are kept; they hold no process alive. */
export class KubeHttp {
  readonly #access: KubeAccess;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(access: KubeAccess) {
    this.#access = access;
    // Free connections are not kept for long: a server that went away would cost a request.
    const pool = { keepAlive: true, timeout: 0, maxFreeSockets: 4 };
    this.#agent = access.server.protocol === 'https:' ? new HttpsAgent(pool) : new HttpAgent(pool);
  }

  /**
   * Resolves with the head of a successful answer; its body is still to be read.
   * @throws KubeApiError for a status of 300 or more
   * @throws KubeConnectionError where there is no answer
   */
  async open(request: KubeRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const what = `${request.method} ${request.path}`;
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        const response = await this.#send(request, signal);
        const status = response.statusCode ?? 0;
        if (status >= 300) throw new KubeApiError(what, status, await readText(response, signal));
        return response;
      } catch (error) {
        if (error instanceof KubeApiError) throw error;
        signal.throwIfAborted();
        const { code } = error as NodeJS.ErrnoException;
        const broken = request.method === 'GET' && (code === 'ECONNRESET' || code === 'EPIPE');
        if (attempt < retries && (code === 'ECONNREFUSED' || broken)) continue;
        throw this.#connectionError(error);
      }
    }
  }

  /** The whole body as text. */
  async text(request: KubeRequest, signal: AbortSignal): Promise<string> {
    return readText(await this.open(request, signal), signal);
  }

  /** The whole body as JSON. */
  async json(request: KubeRequest, signal: AbortSignal): Promise<unknown> {
    const text = await this.text(request, signal);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new KubeConnectionError(
        `${this.#access.target.server} did not answer ${request.method} ${request.path} with JSON: is it a Kubernetes API server?`,
        { cause: error },
      );
    }
  }

  /** Closes the kept connections. */
  close(): void {
    this.#agent.destroy();
  }

  /**
   * Opens a WebSocket to the API server. It comes paused, so that no message is lost before somebody listens.
   * @throws KubeApiError where the server refuses it
   */
  async openSocket(request: KubeRequest, protocol: string, signal: AbortSignal): Promise<WebSocket> {
    const { WebSocket } = await import('ws');
    const { headers, path, ...options } = await this.#options({ ...request, accept: '*/*' }, signal);
    const { server, proxy } = this.#access;
    const url = new URL(proxy !== undefined && path.startsWith('http') ? path : `${server.origin}${path}`);
    url.protocol = server.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url, protocol, {
      ...options,
      agent: false,
      headers: { ...headers },
      followRedirects: false,
    });
    return new Promise((resolve, reject) => {
      const abort = () => {
        socket.terminate();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      const settled = () => signal.removeEventListener('abort', abort);
      socket.on('open', () => {
        settled();
        socket.pause();
        resolve(socket);
      });
      socket.on('unexpected-response', (_sent, response) => {
        settled();
        readText(response, signal).then(
          (body) =>
            reject(new KubeApiError(`${request.method} ${request.path}`, response.statusCode ?? 0, body)),
          reject,
        );
      });
      socket.on('error', (error) => {
        settled();
        reject(this.#connectionError(error));
      });
    });
  }

  async #send(request: KubeRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const options = await this.#options(request, signal);
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const secure = this.#access.server.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const sent = (secure ? httpsRequest : httpRequest)(options);
      const abort = () => sent.destroy(signal.reason);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      sent.on('error', reject);
      sent.on('close', () => signal.removeEventListener('abort', abort));
      sent.on('response', resolve);
      sent.end(body);
    });
  }

  /** Where a request goes, with what identity, and how the server is checked. */
  async #options(request: KubeRequest, signal: AbortSignal) {
    const { server, ca, verify, serverName, proxy, credentials } = this.#access;
    const { headers, cert, key } = await credentials(signal);
    const secure = server.protocol === 'https:';
    // A change goes over a fresh connection: on a kept one that the server just closed nobody knows whether it was done.
    const agent = request.method === 'GET' ? this.#agent : (false as const);
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
      ...(socket === undefined ? { agent } : { agent: false as const, socket }),
    };
  }

  #connectionError(error: unknown): KubeConnectionError {
    const { context, server } = this.#access.target;
    const { code = '' } = error as NodeJS.ErrnoException;
    const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code);
    return new KubeConnectionError(
      `the Kubernetes API server of context ${JSON.stringify(context)} at ${server} can't be used: ${reasonOf(error)}`,
      {
        cause: error,
        hint: certificate
          ? "its certificate is not trusted: give its authority's file, or turn verification off with KUBERNETES_VERIFY_SSL=false"
          : 'is the cluster running, and is this the right context?',
      },
    );
  }
}

/** Happy eyeballs wrap the reasons of all addresses into one error without words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return messageOf(error);
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

/** Reads a body to its end; rejects with the signal's reason when that is aborted. */
async function readText(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}
