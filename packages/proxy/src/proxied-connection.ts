import { STATUS_CODES } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type {
  ConnectionEnd,
  ConnectionRecord,
  Endpoint,
  PeerAddress,
  TrafficObserver,
} from './connection-record.js';
import type { FaultSet } from './fault.js';
import { type HttpExchange, HttpExchangeObserver } from './http-exchange-observer.js';
import { Relay } from './relay.js';

export interface ProxiedConnectionOptions {
  readonly proxy: string;
  readonly client: Duplex;
  readonly clientAddress: PeerAddress;
  readonly endpoint: Endpoint;
  readonly faults: FaultSet;
  readonly observer: TrafficObserver;
  readonly connectTimeoutMs: number;
  /** Bytes kept of each body. */
  readonly bodyLimit: number;
  readonly now: () => number;
  readonly random: () => number;
}

let connections = 0;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One accepted connection and the one it leads to. */
export class ProxiedConnection {
  readonly #options: ProxiedConnectionOptions;
  readonly #server: Socket;
  readonly #record: Writable<ConnectionRecord>;
  readonly #http: HttpExchangeObserver;
  readonly #toServer: Relay;
  readonly #toClient: Relay;
  readonly #closed: () => void;
  readonly #stopListening: () => void;
  #connected = false;
  #open = true;
  /** The status that the request under way is answered with. */
  #aborting: number | undefined;

  /** `closed` is called once, when both sides are gone. */
  constructor(options: ProxiedConnectionOptions, closed: () => void) {
    const { client, endpoint, faults } = options;
    this.#options = options;
    this.#closed = closed;
    this.#record = openRecord(options);
    this.#server = connect({
      host: endpoint.address,
      port: endpoint.port,
      allowHalfOpen: true,
      noDelay: true,
    });
    const http = this.#observeHttp();
    this.#http = http;
    this.#toServer = new Relay({
      from: client,
      to: this.#server,
      delayMs: () => this.#delayMs('to-server'),
      observe: (chunk) => this.#fromClient(chunk),
      ended: () => {},
    });
    this.#toClient = new Relay({
      from: this.#server,
      to: client,
      delayMs: () => this.#delayMs('to-client'),
      observe: (chunk) => {
        this.#fromServer(chunk);
        return true;
      },
      ended: () => http.serverEnded(),
    });
    this.#follow();
    this.#stopListening = faults.onChange(() => this.#faultsChanged());
  }

  /** Cuts both sides with a reset. */
  reset(end: ConnectionEnd): void {
    if (!this.#open) return;
    this.#finish(end);
    resetStream(this.#options.client);
    resetStream(this.#server);
  }

  #delayMs(direction: 'to-server' | 'to-client'): number {
    const { faults, random } = this.#options;
    return faults.size === 0 ? 0 : faults.delayFor(direction, random);
  }

  #fromServer(chunk: Buffer): void {
    this.#record.bytesFromServer += chunk.length;
    this.#http.fromServer(chunk);
    this.#record.protocol = this.#http.protocol;
  }

  /** Answers whether the chunk goes on to the server. */
  #fromClient(chunk: Buffer): boolean {
    const { faults, random } = this.#options;
    if (this.#aborting === undefined && faults.size > 0 && this.#http.idle)
      this.#aborting = faults.abortStatus(random);
    this.#record.bytesFromClient += chunk.length;
    this.#http.fromClient(chunk);
    const status = this.#aborting;
    if (status === undefined) return true;
    if (this.#http.protocol === 'tcp') {
      // It was no HTTP after all.
      this.#aborting = undefined;
      return true;
    }
    this.#answerAborted(status);
    return false;
  }

  /** Answers what has come completely; further pieces of a request are waited for. */
  #answerAborted(status: number): void {
    let left = this.#http.unanswered;
    if (left === 0) return;
    this.#aborting = undefined;
    const delayMs = this.#delayMs('to-server') + this.#delayMs('to-client');
    const answer = abortAnswer(status);
    for (; left > 0; left--) this.#toClient.insert(answer, delayMs);
    const observe = () => {
      while (this.#http.unanswered > 0) this.#fromServer(answer);
    };
    if (delayMs > 0) setTimeout(observe, delayMs).unref();
    else observe();
  }

  #observeHttp(): HttpExchangeObserver {
    const { observer, now, bodyLimit } = this.#options;
    const completed = (exchange: HttpExchange): void => {
      observer.requestCompleted?.({ connection: this.#record, ...exchange });
    };
    return new HttpExchangeObserver(now, completed, bodyLimit);
  }

  #follow(): void {
    const { client, connectTimeoutMs, observer } = this.#options;
    const server = this.#server;
    server.setTimeout(connectTimeoutMs, () => this.reset('unreachable'));
    server.once('connect', () => {
      this.#connected = true;
      server.setTimeout(0);
    });
    server.on('error', () => this.reset(this.#connected ? 'reset' : 'unreachable'));
    client.on('error', () => this.reset('reset'));
    for (const side of [client, server]) {
      side.on('close', () => {
        if (client.destroyed && server.destroyed) this.#finish('closed');
      });
    }
    // A side that vanished without an error (destroyed by its owner) must not leave the other one open.
    client.on('close', () => {
      if (!client.readableEnded || !client.writableFinished) this.reset('reset');
    });
    observer.connectionOpened?.(this.#record);
  }

  #faultsChanged(): void {
    if (this.#options.faults.resets) this.reset('reset');
    else for (const relay of [this.#toServer, this.#toClient]) relay.release();
  }

  #finish(end: ConnectionEnd): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stopListening();
    for (const relay of [this.#toServer, this.#toClient]) relay.stop();
    this.#record.closedAt = this.#options.now();
    this.#record.end = end;
    this.#options.observer.connectionClosed?.(this.#record);
    this.#closed();
  }
}

function openRecord(options: ProxiedConnectionOptions): Writable<ConnectionRecord> {
  connections += 1;
  return {
    id: connections,
    proxy: options.proxy,
    client: options.clientAddress,
    server: options.endpoint,
    openedAt: options.now(),
    bytesFromClient: 0,
    bytesFromServer: 0,
    protocol: 'unknown',
  };
}

/** Without a body, so that it fits every method. */
function abortAnswer(status: number): Buffer {
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Fault'}\r\ncontent-length: 0\r\n\r\n`);
}

/**
 * RST where the stream is a TCP socket, plain destruction otherwise: Unix sockets know no reset, and Node loses a socket for good,
 * descriptor and all, that is reset while its end is on the way (libuv's uv_tcp_close_reset answers EINVAL).
 */
export function resetStream(stream: Duplex): void {
  if (stream.destroyed) return;
  const isEnding = stream.writableEnded && !stream.writableFinished;
  if (isTcpSocket(stream) && !isEnding) stream.resetAndDestroy();
  else stream.destroy();
}

function isTcpSocket(stream: Duplex): stream is Socket {
  return 'resetAndDestroy' in stream && 'remoteFamily' in stream && stream.remoteFamily !== undefined;
}
