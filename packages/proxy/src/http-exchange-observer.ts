import type { HeaderField } from './connection-record.js';
import { type BodyFraming, HttpMessageParser, type MessageHead } from './http-message-parser.js';

/** A request with its answer, without the connection it was seen on. */
export interface HttpExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestHeaders: readonly HeaderField[];
  readonly responseHeaders: readonly HeaderField[];
  readonly requestBodyBytes: number;
  readonly responseBodyBytes: number;
  readonly startedAt: number;
  readonly latencyMs: number;
}

interface OpenRequest {
  readonly startedAt: number;
  method: string;
  path: string;
  headers: readonly HeaderField[];
  bodyBytes: number;
}

interface OpenResponse {
  readonly status: number;
  readonly headers: readonly HeaderField[];
}

/** Reads both directions of a connection in passing and pairs requests with their answers; pipelining included. */
export class HttpExchangeObserver {
  readonly #now: () => number;
  readonly #completed: (exchange: HttpExchange) => void;
  readonly #waiting: OpenRequest[] = [];
  readonly #requests: HttpMessageParser;
  readonly #responses: HttpMessageParser;
  #request: OpenRequest | undefined;
  #response: OpenResponse | undefined;
  #sawRequest = false;

  constructor(now: () => number, completed: (exchange: HttpExchange) => void) {
    this.#now = now;
    this.#completed = completed;
    this.#requests = new HttpMessageParser({
      begin: () => {
        this.#request = { startedAt: now(), method: '', path: '', headers: [], bodyBytes: 0 };
      },
      head: (head) => this.#requestHead(head),
      end: (bodyBytes) => {
        if (this.#request !== undefined) this.#request.bodyBytes = bodyBytes;
      },
    });
    this.#responses = new HttpMessageParser({
      begin: () => {},
      head: (head) => this.#responseHead(head),
      end: (bodyBytes) => this.#responseEnd(bodyBytes),
    });
  }

  get protocol(): 'unknown' | 'http' | 'tcp' {
    if (this.#requests.opaque || this.#responses.opaque) return 'tcp';
    return this.#sawRequest ? 'http' : 'unknown';
  }

  fromClient(chunk: Buffer): void {
    this.#requests.feed(chunk);
  }

  fromServer(chunk: Buffer): void {
    // A server that speaks first, or without being asked, speaks something else.
    if (this.#waiting.length === 0 && !this.#requests.opaque) this.#giveUp();
    this.#responses.feed(chunk);
  }

  serverEnded(): void {
    this.#responses.finish();
  }

  #requestHead(head: MessageHead): BodyFraming | undefined {
    const match = /^([A-Z][A-Z-]*) (\S+) HTTP\/1\.[01]$/.exec(head.startLine);
    const request = this.#request;
    if (match === null || request === undefined) return undefined;
    this.#sawRequest = true;
    request.method = match[1] ?? '';
    request.path = match[2] ?? '';
    request.headers = head.headers;
    this.#waiting.push(request);
    return framingOf(head.headers) ?? { kind: 'none' };
  }

  #responseHead(head: MessageHead): BodyFraming | undefined {
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(head.startLine)?.[1]);
    const request = this.#waiting[0];
    if (Number.isNaN(status) || request === undefined) return undefined;
    this.#response = { status, headers: head.headers };
    const switches = status === 101 || (request.method === 'CONNECT' && status < 300);
    if (switches) {
      this.#responseEnd(0);
      this.#giveUp();
      return { kind: 'opaque' };
    }
    if (status < 200 || status === 204 || status === 304 || request.method === 'HEAD')
      return { kind: 'none' };
    return framingOf(head.headers) ?? { kind: 'until-close' };
  }

  #responseEnd(bodyBytes: number): void {
    const response = this.#response;
    const request = this.#waiting[0];
    this.#response = undefined;
    if (response === undefined || request === undefined) return;
    // An interim answer (100 Continue, 103 Early Hints) is not the answer.
    if (response.status < 200 && response.status !== 101) return;
    this.#waiting.shift();
    this.#completed({
      method: request.method,
      path: request.path,
      status: response.status,
      requestHeaders: request.headers,
      responseHeaders: response.headers,
      requestBodyBytes: request.bodyBytes,
      responseBodyBytes: bodyBytes,
      startedAt: request.startedAt,
      latencyMs: this.#now() - request.startedAt,
    });
  }

  #giveUp(): void {
    this.#requests.becomeOpaque();
    this.#responses.becomeOpaque();
  }
}

function framingOf(headers: readonly HeaderField[]): BodyFraming | undefined {
  let length: number | undefined;
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key === 'transfer-encoding' && /(?:^|,)\s*chunked\s*$/i.test(value)) return { kind: 'chunked' };
    if (key === 'content-length' && /^\d+$/.test(value)) length = Number(value);
  }
  return length === undefined ? undefined : { kind: 'length', length };
}
