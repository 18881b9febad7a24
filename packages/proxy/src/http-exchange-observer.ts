import type { HeaderField, RequestRecord } from './connection-record.js';
import { type BodyFraming, HttpMessageParser, type MessageHead } from './http-message-parser.js';

/** A request with its answer, without the connection it was seen on. */
export type HttpExchange = Omit<RequestRecord, 'connection'>;

interface OpenRequest {
  readonly startedAt: number;
  readonly body: KeptBody | undefined;
  minorVersion: number;
  method: string;
  path: string;
  headers: readonly HeaderField[];
  bodyBytes: number;
}

interface OpenResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderField[];
}

/** Reads both directions of a connection in passing and pairs requests with their answers; pipelining included. */
export class HttpExchangeObserver {
  readonly #now: () => number;
  readonly #completed: (exchange: HttpExchange) => void;
  readonly #bodyLimit: number;
  readonly #waiting: OpenRequest[] = [];
  readonly #requests: HttpMessageParser;
  readonly #responses: HttpMessageParser;
  #request: OpenRequest | undefined;
  #response: OpenResponse | undefined;
  #responseBody: KeptBody | undefined;
  #sawRequest = false;

  /** `bodyLimit`: bytes that are kept of each body. */
  constructor(now: () => number, completed: (exchange: HttpExchange) => void, bodyLimit = 0) {
    this.#now = now;
    this.#completed = completed;
    this.#bodyLimit = bodyLimit;
    const kept = bodyLimit > 0;
    this.#requests = new HttpMessageParser({
      begin: () => {
        const body = kept ? new KeptBody(bodyLimit) : undefined;
        this.#request = {
          startedAt: now(),
          body,
          minorVersion: 1,
          method: '',
          path: '',
          headers: [],
          bodyBytes: 0,
        };
      },
      ...(kept ? { body: (piece: Buffer) => this.#request?.body?.add(piece) } : {}),
      head: (head) => this.#requestHead(head),
      end: (bodyBytes) => {
        if (this.#request !== undefined) this.#request.bodyBytes = bodyBytes;
      },
    });
    this.#responses = new HttpMessageParser({
      begin: () => {},
      head: (head) => this.#responseHead(head),
      ...(kept ? { body: (piece: Buffer) => this.#responseBody?.add(piece) } : {}),
      end: (bodyBytes) => this.#responseEnd(bodyBytes),
    });
  }

  get protocol(): 'unknown' | 'http' | 'tcp' {
    if (this.#requests.opaque || this.#responses.opaque) return 'tcp';
    return this.#sawRequest ? 'http' : 'unknown';
  }

  /** True where the client may begin a new request: nothing is under way. */
  get idle(): boolean {
    return this.#requests.idle && this.#waiting.length === 0;
  }

  /** Requests that came to their end and have no answer yet. */
  get unanswered(): number {
    return this.#requests.idle ? this.#waiting.length : 0;
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
    const match = /^([A-Z][A-Z-]*) (\S+) HTTP\/1\.([01])$/.exec(head.startLine);
    const request = this.#request;
    if (match === null || request === undefined) return undefined;
    this.#sawRequest = true;
    request.method = match[1] ?? '';
    request.path = match[2] ?? '';
    request.minorVersion = Number(match[3]);
    request.headers = head.headers;
    this.#waiting.push(request);
    return framingOf(head.headers) ?? { kind: 'none' };
  }

  #responseHead(head: MessageHead): BodyFraming | undefined {
    const line = /^HTTP\/1\.[01] (\d{3})(?: (.*)|$)/.exec(head.startLine);
    const status = Number(line?.[1]);
    const request = this.#waiting[0];
    if (Number.isNaN(status) || request === undefined) return undefined;
    this.#response = { status, reason: line?.[2] ?? '', headers: head.headers };
    if (this.#bodyLimit > 0) this.#responseBody = new KeptBody(this.#bodyLimit);
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
      reason: response.reason,
      minorVersion: request.minorVersion,
      requestHeaders: request.headers,
      responseHeaders: response.headers,
      requestBodyBytes: request.bodyBytes,
      responseBodyBytes: bodyBytes,
      requestBody: request.body?.bytes() ?? nothing,
      responseBody: this.#responseBody?.bytes() ?? nothing,
      startedAt: request.startedAt,
      latencyMs: this.#now() - request.startedAt,
    });
  }

  #giveUp(): void {
    this.#requests.becomeOpaque();
    this.#responses.becomeOpaque();
  }
}

const nothing = Buffer.alloc(0);

/** The beginning of a body. */
class KeptBody {
  #left: number;
  #pieces: Buffer[] | undefined;

  constructor(limit: number) {
    this.#left = limit;
  }

  add(piece: Buffer): void {
    if (this.#left <= 0) return;
    // A copy: the chunk that a piece is part of may be large.
    const kept = Buffer.from(piece.subarray(0, this.#left));
    this.#left -= kept.length;
    this.#pieces ??= [];
    this.#pieces.push(kept);
  }

  bytes(): Buffer {
    const [first = nothing, ...more] = this.#pieces ?? [];
    return more.length === 0 ? first : Buffer.concat(this.#pieces ?? []);
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
