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
import { HttpExchangeObserver } from './http-exchange-observer.js';
import { Relay } from './relay.js';

export interface ProxiedConnectionOptions {
  readonly proxy: string;
  readonly client: Duplex;
  readonly clientAddress: PeerAddress;
  readonly endpoint: Endpoint;
  readonly faults: FaultSet;
  readonly observer: TrafficObserver;
  readonly connectTimeoutMs: number;
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
  readonly #relays: readonly Relay[];
  readonly #closed: () => void;
  readonly #stopListening: () => void;
  #connected = false;
  #open = true;

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
    this.#relays = [
      new Relay({
        from: client,
        to: this.#server,
        delayMs: () => (faults.size === 0 ? 0 : faults.delayFor('to-server', options.random)),
        observe: (chunk) => {
          this.#record.bytesFromClient += chunk.length;
          http.fromClient(chunk);
        },
        ended: () => {},
      }),
      new Relay({
        from: this.#server,
        to: client,
        delayMs: () => (faults.size === 0 ? 0 : faults.delayFor('to-client', options.random)),
        observe: (chunk) => {
          this.#record.bytesFromServer += chunk.length;
          http.fromServer(chunk);
          this.#record.protocol = http.protocol;
        },
        ended: () => http.serverEnded(),
      }),
    ];
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

  #observeHttp(): HttpExchangeObserver {
    const { observer, now } = this.#options;
    return new HttpExchangeObserver(now, (exchange) => {
      observer.requestCompleted?.({ connection: this.#record, ...exchange });
    });
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
    else for (const relay of this.#relays) relay.release();
  }

  #finish(end: ConnectionEnd): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stopListening();
    for (const relay of this.#relays) relay.stop();
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

/** RST where the stream is a TCP socket, plain destruction otherwise (Unix sockets know no reset). */
export function resetStream(stream: Duplex): void {
  if (stream.destroyed) return;
  if (isTcpSocket(stream)) stream.resetAndDestroy();
  else stream.destroy();
}

function isTcpSocket(stream: Duplex): stream is Socket {
  return 'resetAndDestroy' in stream && 'remoteFamily' in stream && stream.remoteFamily !== undefined;
}
