import type { Uint128 } from '@chaoskit/pxl';
import type {
  NodeSample,
  ObservedBytes,
  ObservedConnection,
  ObservedEnd,
  ObservedQuery,
  ObservedRequest,
  TrafficBatch,
} from '../observe/observations.js';
import { ConnectionStats } from './connection-stats.js';
import type { PixieTables } from './pixie-tables.js';
import { traceRoles } from './trace-roles.js';
import type { UpidOf } from './upids.js';

/** Where DNS queries go. */
export interface DnsAddress {
  readonly address: string;
  readonly port: number;
}

/** Turns what the node tells into rows of Pixie's tables. */
export class TrafficTables {
  readonly #tables: PixieTables;
  readonly #upidOf: UpidOf;
  readonly #dns: DnsAddress;
  readonly #connections = new Map<number, ObservedConnection>();
  readonly #stats = new ConnectionStats();

  constructor(tables: PixieTables, upidOf: UpidOf, dns: DnsAddress) {
    this.#tables = tables;
    this.#upidOf = upidOf;
    this.#dns = dns;
  }

  traffic(batch: TrafficBatch): void {
    for (const connection of batch.opened) {
      this.#connections.set(connection.id, connection);
      this.#stats.opened(connection);
    }
    for (const request of batch.requests) this.#request(request);
    for (const query of batch.queries) this.#query(query);
    for (const bytes of batch.closed) {
      this.#stats.closed(bytes);
      this.#connections.delete(bytes.id);
    }
  }

  sample(sample: NodeSample): void {
    const { at } = sample;
    const processStats = this.#tables.ring('process_stats');
    for (const process of sample.processes)
      processStats.append(at, [this.#upidOf(process), ...process.counters]);
    const networkStats = this.#tables.ring('network_stats');
    for (const { podUid, counters } of sample.interfaces) networkStats.append(at, [podUid, ...counters]);
    this.#connectionStats(at, sample.bytes);
  }

  #connectionStats(at: number, bytes: readonly ObservedBytes[]): void {
    for (const counters of bytes) this.#stats.counted(counters);
    const table = this.#tables.ring('conn_stats');
    for (const row of this.#stats.changed())
      table.append(at, [
        this.#upidOf(row.process),
        row.address,
        row.port,
        row.role,
        addressFamilyIpv4,
        row.http ? protocols.http : protocols.unknown,
        false,
        row.open,
        row.close,
        row.open - row.close,
        row.sent,
        row.received,
        '',
      ]);
  }

  #request(request: ObservedRequest): void {
    const connection = this.#connections.get(request.on);
    if (connection === undefined) return;
    const { client, server, service } = connection;
    const facts = requestCells(request);
    this.#requestRow(request.at, client, service, traceRoles.client, facts);
    this.#requestRow(request.at, server, client, traceRoles.server, facts);
  }

  #requestRow(
    at: number,
    own: ObservedEnd,
    remote: { readonly address: string; readonly port: number },
    role: number,
    facts: readonly (string | number)[],
  ): void {
    if (own.process === undefined) return;
    const ends = [this.#upidOf(own.process), remote.address, remote.port, own.address, own.port, role, false];
    this.#tables
      .ring('http_events')
      .append(at, [...(ends as (string | number | boolean | Uint128)[]), ...facts]);
  }

  #query({ at, latencyMs, client, ...texts }: ObservedQuery): void {
    if (client.process === undefined) return;
    const { address, port } = this.#dns;
    this.#tables
      .ring('dns_events')
      .append(at, [
        this.#upidOf(client.process),
        address,
        port,
        client.address,
        client.port,
        traceRoles.client,
        false,
        texts.requestHeader,
        texts.requestBody,
        texts.responseHeader,
        texts.responseBody,
        Math.round(latencyMs * 1e6),
      ]);
  }
}

/** AF_INET. */
const addressFamilyIpv4 = 2;
/** pixie.md, appendix A: numbers of protocols and of content types. */
const protocols = { unknown: 0, http: 1 };
const contentTypes = { unknown: 0, json: 1, grpc: 2 };

/** The columns of `http_events` from `major_version` on. */
function requestCells(request: ObservedRequest): (string | number)[] {
  return [
    1,
    request.minorVersion,
    contentTypeOf(request.responseHeaders),
    headersJson(request.requestHeaders),
    request.method,
    request.path,
    request.requestBody,
    request.requestBytes,
    headersJson(request.responseHeaders),
    request.status,
    request.reason,
    request.responseBody,
    request.responseBytes,
    Math.round(request.latencyMs * 1e6),
  ];
}

function headersJson(headers: ObservedRequest['requestHeaders']): string {
  return JSON.stringify(Object.fromEntries(headers));
}

function contentTypeOf(headers: ObservedRequest['requestHeaders']): number {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].toLowerCase() ?? '';
  if (type.startsWith('application/json')) return contentTypes.json;
  return type.startsWith('application/grpc') ? contentTypes.grpc : contentTypes.unknown;
}
