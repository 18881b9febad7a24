import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createGunzip } from 'node:zlib';
import type { Client } from './client.js';
import { isClosedIdle } from './transport-error.js';

/** One request on the wire. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: URL;
  /** Sent as they are, in this order; none of `Host`, `Content-Length`, `Transfer-Encoding` unless the user gave it. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  readonly chunked?: boolean;
}

/** Where the time of a request went, in milliseconds of the monotonic clock; absent where a phase did not happen. */
export interface Marks {
  startMs: number;
  dnsMs?: number;
  connectedMs?: number;
  secureMs?: number;
  writtenMs?: number;
  headMs?: number;
  endMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string[]>;
  readonly body: Buffer;
  /** Why the body ended early. */
  readonly bodyError?: unknown;
}

// RFC 9110 §9.2.2: may be sent again when the connection broke before an answer.
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Sends one request and reads the whole answer. Rejects when there is no answer's head: with the reason of the abort, or
 * the system's error. A failure in the body is part of the answer.
 */
export async function exchange(
  request: ExchangeRequest,
  client: Client,
  marks: Marks,
  signal: AbortSignal,
): Promise<Answer> {
  let sent: ClientRequest | undefined;
  try {
    return await exchangeOnce(request, client, marks, signal, (made) => {
      sent = made;
    });
  } catch (error) {
    const again = sent?.reusedSocket && isClosedIdle(error as { code?: string; message: string });
    if (!again || signal.aborted || !repeatable.has(request.method)) throw error;
    return exchangeOnce(request, client, marks, signal, () => {});
  }
}

function exchangeOnce(
  request: ExchangeRequest,
  client: Client,
  marks: Marks,
  signal: AbortSignal,
  made: (sent: ClientRequest) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { url } = request;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const proxy = client.proxyFor(url);
    const target =
      proxy === undefined
        ? client.route(host, Number(url.port || (url.protocol === 'https:' ? 443 : 80)))
        : { host: proxy.hostname, port: Number(proxy.port || 80) };
    const path = `${url.pathname}${url.search}`;
    const gzip = acceptsGzip(request);
    const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)({
      method: request.method,
      path: proxy === undefined ? path : `${url.origin}${path}`,
      host: target.host,
      port: target.port,
      servername: /^[\d.]+$|:/.test(host) ? '' : host,
      headers: wireHeaders(request, gzip),
      agent: client.agentFor(url.protocol),
      lookup: client.lookup,
      ...(client.localAddress !== undefined && { localAddress: client.localAddress }),
      ...(client.socketPath !== undefined && { socketPath: client.socketPath }),
    });
    made(sent);
    const abort = () => sent.destroy(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const settled = () => signal.removeEventListener('abort', abort);
    sent.on('socket', (socket) => {
      if (!socket.connecting) return;
      socket.once('lookup', () => mark(marks, 'dnsMs'));
      socket.once('connect', () => mark(marks, 'connectedMs'));
      socket.once('secureConnect', () => mark(marks, 'secureMs'));
    });
    sent.on('finish', () => mark(marks, 'writtenMs'));
    let answered = false;
    sent.on('error', (error) => {
      // After the head a failure belongs to the body, which reports it too.
      if (answered) return;
      settled();
      reject(error);
    });
    sent.on('response', (response) => {
      answered = true;
      mark(marks, 'headMs');
      readBody(response, gzip).then(({ body, error, unzipped }) => {
        settled();
        mark(marks, 'endMs');
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          headers: headerLists(response.rawHeaders, unzipped),
          body,
          ...(error !== undefined && { bodyError: signal.aborted ? signal.reason : error }),
        });
      }, reject);
    });
    if (request.body !== undefined) sent.write(request.body);
    sent.end();
  });
}

function mark(marks: Marks, phase: keyof Marks): void {
  marks[phase] = performance.now();
}

function has(request: ExchangeRequest, name: string): boolean {
  return request.headers.some(([key]) => key.toLowerCase() === name);
}

/** As Go's client: gzip is asked for, and undone, behind the user's back unless the user speaks of encodings or ranges. */
function acceptsGzip(request: ExchangeRequest): boolean {
  return request.method !== 'HEAD' && !has(request, 'accept-encoding') && !has(request, 'range');
}

function wireHeaders(request: ExchangeRequest, gzip: boolean): string[] {
  const lines: string[] = [];
  if (!has(request, 'host')) lines.push('Host', request.url.host);
  if (!has(request, 'user-agent')) lines.push('User-Agent', 'Go-http-client/1.1');
  const length = request.body?.byteLength ?? 0;
  if (request.chunked && request.body !== undefined) lines.push('Transfer-Encoding', 'chunked');
  else if (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method)) {
    if (!has(request, 'content-length')) lines.push('Content-Length', String(length));
  }
  for (const [name, value] of request.headers) lines.push(name, value);
  if (gzip) lines.push('Accept-Encoding', 'gzip');
  return lines;
}

interface Body {
  body: Buffer;
  error?: unknown;
  unzipped: boolean;
}

function readBody(response: IncomingMessage, gzip: boolean): Promise<Body> {
  const unzipped = gzip && response.headers['content-encoding'] === 'gzip';
  const stream = unzipped ? response.pipe(createGunzip()) : response;
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const done = (error?: unknown) => resolve({ body: Buffer.concat(chunks), error, unzipped });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => done());
    stream.on('error', done);
    response.on('error', done);
    response.on('aborted', () => done(new Error('unexpected EOF')));
  });
}

/** Header lists by canonical name (`Content-Type`), without those that Go's client takes away. */
function headerLists(raw: readonly string[], unzipped: boolean): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = canonicalHeader(raw[i] ?? '');
    if (name === 'Transfer-Encoding') continue;
    if (unzipped && (name === 'Content-Encoding' || name === 'Content-Length')) continue;
    const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
    if (list === undefined) lists[name] = [raw[i + 1] ?? ''];
    else list.push(raw[i + 1] ?? '');
  }
  return lists;
}

/** `content-type` -> `Content-Type`. */
function canonicalHeader(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
