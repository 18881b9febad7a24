import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { ClusterZone } from './cluster-zone.js';
import { type DnsAnswer, type DnsQuery, encodeAnswer, parseQuery } from './dns-message.js';

type Client = Parameters<DnsObserver>[0];

/** Told of each answer: who asked from where, and what. */
export type DnsObserver = (
  client: { readonly address: string; readonly port: number },
  query: DnsQuery,
  answer: DnsAnswer,
) => void;

/** Answers from a zone over UDP and TCP. */
export class DnsServer {
  readonly #zone: ClusterZone;
  readonly #observe: DnsObserver;
  #udp: UdpSocket | undefined;
  #tcp: Server | undefined;

  constructor(zone: ClusterZone, observe: DnsObserver = () => {}) {
    this.#zone = zone;
    this.#observe = observe;
  }

  /** Port 0 takes a free one. Answers the port. */
  async listen(address: string, port: number): Promise<number> {
    const udp = createSocket('udp4');
    this.#udp = udp;
    udp.bind(port, address);
    await once(udp, 'listening');
    // A client that went away may answer with an ICMP error; that concerns nobody else.
    udp.on('error', () => {});
    udp.on('message', (message, from) => {
      const answer = this.#answer(message, 'udp', from);
      if (answer !== undefined) udp.send(answer, from.port, from.address);
    });
    const tcp = createServer((socket) => this.#serve(socket));
    this.#tcp = tcp;
    tcp.listen({ host: address, port: udp.address().port });
    await once(tcp, 'listening');
    return udp.address().port;
  }

  close(): void {
    this.#udp?.close();
    this.#tcp?.close();
  }

  #answer(message: Buffer, transport: 'udp' | 'tcp', client: Client): Buffer | undefined {
    const query = parseQuery(message);
    if (query === undefined) return undefined;
    const answer = this.#zone.answer(query.question);
    this.#observe(client, query, answer);
    return encodeAnswer(query, answer, transport);
  }

  /** Over TCP each message follows its length in two bytes (RFC 1035 §4.2.2). */
  #serve(socket: Socket): void {
    const client = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    let pending = Buffer.alloc(0);
    socket.setTimeout(30_000, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        const answer = this.#answer(pending.subarray(2, end), 'tcp', client);
        pending = pending.subarray(end);
        if (answer === undefined) return void socket.destroy();
        const length = Buffer.alloc(2);
        length.writeUInt16BE(answer.length, 0);
        socket.write(Buffer.concat([length, answer]));
      }
    });
  }
}
