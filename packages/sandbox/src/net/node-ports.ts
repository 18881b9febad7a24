import { createServer, type Server, type Socket } from 'node:net';
import { ChaosError } from '@chaoskit/errors';
import type { ForwardTarget } from './forward-listener.js';
import { joinStreams } from './join-streams.js';
import type { ServiceNetworkState, ServiceRoute, ServiceRoutePort } from './service-network.js';

export interface NodePortsDeps {
  /** A stream into the cluster's network. */
  readonly forward: (target: ForwardTarget) => Socket;
  /** A port can't be had. Called once for each service and port, until it is had or no longer wanted. */
  readonly onConflict: (error: ChaosError) => void;
}

interface Wanted {
  readonly nodePort: number;
  readonly route: ServiceRoute;
  readonly port: ServiceRoutePort;
}

const host = '127.0.0.1';

/**
 * NodePorts on 127.0.0.1. Like a service's address, a port is open only while the service has a ready endpoint; that it can be had
 * is tried as soon as it is wanted.
 */
export class NodePorts {
  readonly #deps: NodePortsDeps;
  readonly #servers = new Map<number, { readonly server: Server; readonly owner: string }>();
  readonly #tried = new Set<string>();
  readonly #refused = new Set<string>();
  #applied: Promise<void> = Promise.resolve();

  constructor(deps: NodePortsDeps) {
    this.#deps = deps;
  }

  /** Ports of the present state, open or not. */
  wanted: readonly number[] = [];

  apply(state: ServiceNetworkState): Promise<void> {
    this.#applied = this.#applied.then(() => this.#apply(state));
    return this.#applied;
  }

  close(): void {
    for (const { server } of this.#servers.values()) server.close();
    this.#servers.clear();
  }

  async #apply(state: ServiceNetworkState): Promise<void> {
    const wanted = state.services.flatMap(nodePortsOf);
    this.wanted = wanted.map(({ nodePort }) => nodePort);
    const open = new Map(
      wanted.filter(({ port }) => port.endpoints.length > 0).map((entry) => [entry.nodePort, ownerOf(entry)]),
    );
    for (const [nodePort, { server, owner }] of this.#servers) {
      if (open.get(nodePort) === owner) continue;
      server.close();
      this.#servers.delete(nodePort);
    }
    const owners = new Set(wanted.map(ownerOf));
    for (const set of [this.#tried, this.#refused]) {
      for (const owner of set) if (!owners.has(owner)) set.delete(owner);
    }
    for (const entry of wanted) await this.#follow(entry, open.has(entry.nodePort));
  }

  async #follow(entry: Wanted, isOpen: boolean): Promise<void> {
    const owner = ownerOf(entry);
    if (this.#servers.has(entry.nodePort) || (!isOpen && this.#tried.has(owner))) return;
    this.#tried.add(owner);
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.#lead(socket, entry),
    );
    try {
      await listen(server, entry.nodePort);
    } catch (cause) {
      if (!this.#refused.has(owner)) this.#deps.onConflict(conflict(entry, cause));
      this.#refused.add(owner);
      return;
    }
    this.#refused.delete(owner);
    if (isOpen) this.#servers.set(entry.nodePort, { server, owner });
    else server.close();
  }

  #lead(socket: Socket, { route, port }: Wanted): void {
    const client = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    const { namespace, name } = route;
    joinStreams(socket, this.#deps.forward({ kind: 'service', namespace, name, port: port.port, client }));
  }
}

function nodePortsOf(route: ServiceRoute): Wanted[] {
  return route.ports.flatMap((port) =>
    port.nodePort === undefined || port.protocol !== 'TCP' ? [] : [{ nodePort: port.nodePort, route, port }],
  );
}

function ownerOf({ nodePort, route, port }: Wanted): string {
  return `${nodePort} ${route.namespace}/${route.name}:${port.port}`;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
}

function conflict({ nodePort, route }: Wanted, cause: unknown): ChaosError {
  const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  const reason = taken ? 'another program listens there' : String(cause);
  const service = `service ${route.namespace}/${route.name}`;
  return new ChaosError(
    'CHAOS_E_SANDBOX_NODE_PORT',
    `port ${nodePort} of ${service} can't be had: ${reason}`,
    {
      hint: `end that program (\`ss -ltnp 'sport = :${nodePort}'\` names it), or change nodePort in the manifest of ${service}`,
      cause,
    },
  );
}
