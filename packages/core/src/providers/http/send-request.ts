import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { messageOf } from '@chaoskit/errors';
import { DONE } from '../../activity/done.js';
import type { Clock } from '../../run/ports.js';
import { ConnectError, ReadTimeoutError } from './http-errors.js';

/** One exchange over a connection of its own. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly connectTimeoutMs?: number;
  readonly readTimeoutMs?: number;
  readonly proxy?: URL;
  readonly tls: { readonly rejectUnauthorized: boolean; readonly ca?: string };
}

export interface HttpAnswer {
  readonly status: number;
  /** Names and values by turns, as they came over the wire. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/**
 * Sends one request over a fresh connection: a reused one to a server that is gone would answer for it (core.md §9.3). Throws
 * {@link ConnectError}, {@link ReadTimeoutError}, or the error of an answer that breaks off.
 */
export async function sendRequest(
  exchange: Exchange,
  signal: AbortSignal,
  clock: Clock,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const { url, proxy } = exchange;
  const secure = url.protocol === 'https:';
  const tunnel = proxy !== undefined && secure ? await openTunnel(exchange, proxy, signal, clock) : undefined;
  const options: RequestOptions = {
    ...(proxy === undefined || secure ? destination(url) : { ...destination(proxy), path: url.href }),
    method: exchange.method,
    // As a list: Node adds no Host of its own then.
    headers: headerList(exchange, proxy !== undefined && !secure ? proxy : undefined),
    agent: false,
    ...(tunnel === undefined
      ? {}
      : {
          createConnection: () => tlsConnect({ socket: tunnel, servername: url.hostname, ...exchange.tls }),
        }),
  };
  const request = secure ? httpsRequest({ ...options, ...exchange.tls }) : httpRequest(options);
  return converse(request, exchange, signal, clock);
}

function destination(url: URL): RequestOptions {
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
  };
}

function headerList(exchange: Exchange, proxy: URL | undefined): string[] {
  const named = exchange.headers.some(([name]) => name.toLowerCase() === 'host');
  return [
    ...(named ? [] : ['Host', exchange.url.host]),
    ...exchange.headers.flat(),
    ...(proxy === undefined ? [] : proxyAuthorization(proxy)),
  ];
}

function proxyAuthorization({ username, password }: URL): string[] {
  if (username === '') return [];
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return ['Proxy-Authorization', `Basic ${Buffer.from(credentials).toString('base64')}`];
}

/** A connection through the proxy, by CONNECT (RFC 9110 §9.3.6). */
async function openTunnel(
  exchange: Exchange,
  proxy: URL,
  signal: AbortSignal,
  clock: Clock,
): Promise<Socket> {
  const { url } = exchange;
  const authority = `${url.hostname}:${url.port === '' ? 443 : url.port}`;
  const make = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = make({
    ...destination(proxy),
    method: 'CONNECT',
    path: authority,
    headers: ['Host', authority, ...proxyAuthorization(proxy)],
    agent: false,
    ...(proxy.protocol === 'https:' ? exchange.tls : {}),
  });
  const guard = guardConnection(request, exchange, signal, clock);
  try {
    return await new Promise<Socket>((resolve, reject) => {
      guard.failed.catch(reject);
      request.once('connect', (answer, socket) => {
        if (answer.statusCode === 200) resolve(socket);
        else reject(new ConnectError(`the proxy answered ${answer.statusCode}`, { sent: false }));
      });
      request.end();
    });
  } finally {
    guard.release();
  }
}

async function converse(
  request: ClientRequest,
  exchange: Exchange,
  signal: AbortSignal,
  clock: Clock,
): Promise<HttpAnswer> {
  const guard = guardConnection(request, exchange, signal, clock);
  try {
    const answered = new Promise<IncomingMessage>((resolve) => {
      request.once('response', resolve);
    });
    request.end(exchange.body);
    const answer = await Promise.race([answered, guard.failed]);
    const chunks: Uint8Array[] = [];
    const read = (async () => {
      for await (const chunk of answer) chunks.push(chunk);
    })();
    await Promise.race([read, guard.failed]);
    return {
      status: answer.statusCode ?? 0,
      rawHeaders: answer.rawHeaders,
      body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    };
  } finally {
    guard.release();
    request.destroy();
  }
}

/** Watches a connection: its timeouts, the signal, its errors before an answer. `failed` only ever rejects. */
function guardConnection(
  request: ClientRequest,
  { connectTimeoutMs, readTimeoutMs }: Exchange,
  signal: AbortSignal,
  clock: Clock,
): { readonly failed: Promise<never>; release(): void } {
  const connecting = new AbortController();
  let sent = false;
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Whoever awaits it sees the failure; without that it must not end the process.
  failed.catch(() => {});
  const onAbort = (): void => {
    fail(signal.reason);
    request.destroy();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  request.on('error', (error) => {
    fail(new ConnectError(reasonOf(error), { sent, cause: error }));
  });
  request.once('socket', (socket: Socket) => {
    const secure = 'encrypted' in socket;
    const onConnected = (): void => {
      sent = true;
      connecting.abort(DONE);
      if (readTimeoutMs === undefined) return;
      socket.setTimeout(readTimeoutMs, () => {
        fail(new ReadTimeoutError(`no data for ${readTimeoutMs / 1000} seconds`));
        request.destroy();
      });
    };
    if (socket.connecting || secure) socket.once(secure ? 'secureConnect' : 'connect', onConnected);
    else onConnected();
  });
  if (connectTimeoutMs !== undefined) {
    clock.sleep(connectTimeoutMs, connecting.signal).then(
      () => {
        fail(new ConnectError(`no connection within ${connectTimeoutMs / 1000} seconds`, { sent: false }));
        request.destroy();
      },
      () => {},
    );
  }
  return {
    failed,
    release: () => {
      connecting.abort(DONE);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function reasonOf(error: Error): string {
  // Several addresses were tried: their errors are inside, the outer message is empty.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message;
}
