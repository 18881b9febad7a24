import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { readFirstLine } from './first-line.js';
import { joinStreams } from './join-streams.js';
import type { ServiceProxies } from './service-proxies.js';

/** The first line of a forwarded connection, as JSON: where it is to lead, and who asked. */
export type ForwardTarget =
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
      readonly client: { readonly address: string; readonly port: number };
    }
  | { readonly kind: 'pod'; readonly ip: string; readonly port: number };

/** Takes connections from outside the cluster's network on a Unix socket and leads them to services and pods. */
export class ForwardListener {
  readonly #services: ServiceProxies;
  readonly #server: Server;

  constructor(services: ServiceProxies) {
    this.#services = services;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      readFirstLine(socket, (line) => this.#lead(socket, line));
    });
  }

  async listen(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, 'listening');
    chmodSync(path, 0o600);
  }

  #lead(socket: Socket, line: string): void {
    const target = JSON.parse(line) as ForwardTarget;
    if (target.kind === 'pod') {
      joinStreams(
        socket,
        connect({ host: target.ip, port: target.port, allowHalfOpen: true, noDelay: true }),
      );
      return;
    }
    const proxy = this.#services.find(target.namespace, target.name, target.port);
    if (proxy === undefined) socket.destroy();
    else proxy.accept(socket, target.client);
  }
}
