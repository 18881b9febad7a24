import type { ObservedBytes, ObservedConnection, ObservedProcess } from '../observe/observations.js';
import { traceRoles } from './trace-roles.js';

/** Counters of all connections between a process and a remote end, since the process began. */
export interface ConnectionCounters {
  readonly process: ObservedProcess;
  readonly role: number;
  readonly address: string;
  /** 0 for a server: its clients' ports are all different. */
  readonly port: number;
  http: boolean;
  open: number;
  close: number;
  sent: number;
  received: number;
}

interface Tracked {
  readonly sides: readonly ConnectionCounters[];
  fromClient: number;
  fromServer: number;
}

/** Beyond this many, the ends that were quiet the longest are forgotten. */
const maxEnds = 20_000;

/** Adds connections up as Pixie does for `conn_stats`. */
export class ConnectionStats {
  readonly #ends = new Map<string, ConnectionCounters>();
  readonly #open = new Map<number, Tracked>();
  readonly #changed = new Set<ConnectionCounters>();

  opened({ id, client, server, service }: ObservedConnection): void {
    const sides = [
      ...this.#side(client.process, traceRoles.client, service.address, service.port),
      ...this.#side(server.process, traceRoles.server, client.address, 0),
    ];
    for (const side of sides) {
      side.open += 1;
      this.#changed.add(side);
    }
    this.#open.set(id, { sides, fromClient: 0, fromServer: 0 });
  }

  counted({ id, fromClient, fromServer, http }: ObservedBytes): void {
    const tracked = this.#open.get(id);
    if (tracked === undefined) return;
    for (const side of tracked.sides) {
      const isClient = side.role === traceRoles.client;
      side.sent += isClient ? fromClient - tracked.fromClient : fromServer - tracked.fromServer;
      side.received += isClient ? fromServer - tracked.fromServer : fromClient - tracked.fromClient;
      side.http ||= http;
      this.#changed.add(side);
    }
    tracked.fromClient = fromClient;
    tracked.fromServer = fromServer;
  }

  closed(bytes: ObservedBytes): void {
    this.counted(bytes);
    for (const side of this.#open.get(bytes.id)?.sides ?? []) side.close += 1;
    this.#open.delete(bytes.id);
  }

  /** What changed since the last call. */
  changed(): ConnectionCounters[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  #side(
    process: ObservedProcess | undefined,
    role: number,
    address: string,
    port: number,
  ): ConnectionCounters[] {
    if (process === undefined) return [];
    const key = `${process.pid}:${process.start} ${role} ${address}:${port}`;
    const known = this.#ends.get(key);
    const side = known ?? {
      process,
      role,
      address,
      port,
      http: false,
      open: 0,
      close: 0,
      sent: 0,
      received: 0,
    };
    // Last in order of use.
    this.#ends.delete(key);
    this.#ends.set(key, side);
    for (const quiet of this.#ends.keys()) {
      if (this.#ends.size <= maxEnds) break;
      this.#ends.delete(quiet);
    }
    return [side];
  }
}
