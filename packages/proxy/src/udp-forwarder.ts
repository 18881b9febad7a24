import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { type Balancer, roundRobin } from './balancer.js';
import type { Endpoint } from './connection-record.js';

export interface UdpForwarderOptions {
  /** Stands in errors. */
  readonly name: string;
  /** Asked anew for each client that was silent for a while. */
  readonly endpoints: () => readonly Endpoint[];
  /** Default: one after the other. */
  readonly balance?: Balancer;
  /** A client that is silent for this long is a new one afterwards. Default: 30,000 ms, as kube-proxy has it. */
  readonly idleMs?: number;
}

interface Session {
  readonly socket: Socket;
  readonly timer: NodeJS.Timeout;
  /** What came before the socket was connected; undefined afterwards. */
  waiting: Buffer[] | undefined;
}

/** Passes datagrams on, each client to one endpoint, and the answers back. Without an endpoint they are dropped. */
export class UdpForwarder {
  readonly #options: UdpForwarderOptions;
  readonly #balance: Balancer;
  readonly #sessions = new Map<string, Session>();
  #server: Socket | undefined;

  constructor(options: UdpForwarderOptions) {
    this.#options = options;
    this.#balance = options.balance ?? roundRobin();
  }

  /**
   * Listens on `address`; port 0 takes a free one. Answers the port.
   * @throws ChaosError `CHAOS_E_PROXY_LISTEN` when the address can't be had.
   */
  async listen(address: string, port: number): Promise<number> {
    const server = createSocket('udp4');
    try {
      server.bind(port, address);
      await once(server, 'listening');
    } catch (cause) {
      const message = `${this.#options.name}: can't listen on ${address}:${port}: ${messageOf(cause)}`;
      throw new ChaosError('CHAOS_E_PROXY_LISTEN', message, { cause });
    }
    // Errors of single datagrams (a client that is gone) concern nobody else.
    server.on('error', () => {});
    server.on('message', (data, from) => this.#forward(data, from.address, from.port));
    this.#server = server;
    return server.address().port;
  }

  close(): void {
    this.#server?.close();
    this.#server = undefined;
    for (const [key, session] of this.#sessions) this.#end(key, session);
  }

  #forward(data: Buffer, address: string, port: number): void {
    const key = `${address}:${port}`;
    const session = this.#sessions.get(key) ?? this.#open(key, address, port);
    if (session === undefined) return;
    session.timer.refresh();
    if (session.waiting === undefined) session.socket.send(data);
    else session.waiting.push(data);
  }

  #open(key: string, address: string, port: number): Session | undefined {
    const endpoint = this.#balance(this.#options.endpoints(), address);
    if (endpoint === undefined) return undefined;
    const socket = createSocket('udp4');
    const timer = setTimeout(() => this.#end(key, session), this.#options.idleMs ?? 30_000);
    const session: Session = { socket, timer, waiting: [] };
    this.#sessions.set(key, session);
    // Refused: the endpoint is gone; the next datagram may go to another.
    socket.on('error', () => this.#end(key, session));
    socket.on('message', (answer) => {
      timer.refresh();
      this.#server?.send(answer, port, address);
    });
    socket.connect(endpoint.port, endpoint.address, () => {
      for (const data of session.waiting ?? []) socket.send(data);
      session.waiting = undefined;
    });
    return session;
  }

  #end(key: string, { socket, timer }: Session): void {
    if (this.#sessions.get(key)?.socket !== socket) return;
    this.#sessions.delete(key);
    clearTimeout(timer);
    socket.close();
  }
}
