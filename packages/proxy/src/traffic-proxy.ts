import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ChaosError } from '@chaoskit/errors';
import { type Balancer, roundRobin } from './balancer.js';
import type { Endpoint, PeerAddress, TrafficObserver } from './connection-record.js';
import { FaultSet } from './fault.js';
import { ProxiedConnection, resetStream } from './proxied-connection.js';

export interface TrafficProxyOptions {
  /** Stands in records and errors. */
  readonly name: string;
  /** Asked anew for each connection. */
  readonly endpoints: () => readonly Endpoint[];
  /** Default: one after the other. */
  readonly balance?: Balancer;
  /** Default: nobody looks. */
  readonly observer?: TrafficObserver;
  /** Bytes of each HTTP body that `observer` gets to see. Default: 0. */
  readonly bodyLimit?: number;
  /** Default: 5,000 ms. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds since the epoch, with a fraction. Default: the system's clock. */
  readonly now?: () => number;
  /** Numbers in [0, 1) for jitter. Default: Math.random. */
  readonly random?: () => number;
}

/**
 * A proxy for TCP that understands HTTP/1.x in passing: nothing is held back or changed while it is read. One endpoint a connection,
 * as kube-proxy does it. Without an endpoint, or when it can't be reached, the client's connection is reset.
 */
export class TrafficProxy {
  /** Faults in force; they can be added and taken away while connections are open. */
  readonly faults = new FaultSet();
  readonly #options: TrafficProxyOptions;
  readonly #balance: Balancer;
  readonly #now: () => number;
  readonly #connections = new Set<ProxiedConnection>();
  #server: Server | undefined;

  constructor(options: TrafficProxyOptions) {
    this.#options = options;
    this.#balance = options.balance ?? roundRobin();
    this.#now = options.now ?? (() => performance.timeOrigin + performance.now());
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  /**
   * Listens on `address`; port 0 takes a free one. Answers the port.
   * @throws ChaosError `CHAOS_E_PROXY_LISTEN` when the address can't be had.
   */
  async listen(address: string, port: number, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accepted(socket));
    await new Promise<void>((resolve, reject) => {
      // Later errors (no file descriptor left for a new connection) find the promise settled, and concern that connection alone.
      server.on('error', (cause) => {
        const message = `${this.#options.name}: can't listen on ${address}:${port}: ${cause.message}`;
        reject(new ChaosError('CHAOS_E_PROXY_LISTEN', message, { cause }));
      });
      server.listen({ host: address, port }, resolve);
    });
    this.#server = server;
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : port;
  }

  /** Takes a connection that came in some other way than through `listen`, e.g. through a Unix socket. Must allow half-open use. */
  accept(client: Duplex, clientAddress: PeerAddress): void {
    const endpoint = this.#balance(this.#options.endpoints(), clientAddress.address);
    if (endpoint === undefined || this.faults.resets) {
      resetStream(client);
      return;
    }
    const connection = new ProxiedConnection(
      {
        proxy: this.#options.name,
        client,
        clientAddress,
        endpoint,
        faults: this.faults,
        observer: this.#options.observer ?? {},
        bodyLimit: this.#options.bodyLimit ?? 0,
        connectTimeoutMs: this.#options.connectTimeoutMs ?? 5000,
        now: this.#now,
        random: this.#options.random ?? Math.random,
      },
      () => this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }

  /** Stops to listen, at once; open connections go on. */
  stopListening(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  /** Stops to listen and cuts what is open. */
  close(): void {
    this.stopListening();
    for (const connection of this.#connections) connection.reset('proxy-closed');
  }

  #accepted(socket: Socket): void {
    this.accept(socket, { address: plainAddress(socket.remoteAddress), port: socket.remotePort ?? 0 });
  }
}

function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '');
}
