import type { ConnectionRecord, RequestRecord, TrafficObserver } from '@chaoskit/proxy';
import { bodyText } from './body-text.js';
import type {
  ObservedBytes,
  ObservedConnection,
  ObservedEnd,
  ObservedQuery,
  ObservedRequest,
  TrafficBatch,
} from './observations.js';

export interface TrafficRecorderDeps {
  /** Who has an address; `port` is that end's own. */
  readonly endOf: (address: string, port: number) => ObservedEnd;
  /** The address and port of a proxy's service. */
  readonly serviceOf: (proxy: string) => { readonly address: string; readonly port: number } | undefined;
  readonly now: () => number;
  readonly send: (batch: TrafficBatch) => void;
  /** True while the control plane does not take what was sent: then requests are dropped. */
  readonly isBehind: () => boolean;
  readonly warn: (message: string) => void;
}

/** How long an observation waits for others, in milliseconds, and how many are sent at once. */
const waitMs = 50;
const batchSize = 256;

/** Sends what passes the service proxies to the control plane, in batches. */
export class TrafficRecorder implements TrafficObserver {
  readonly #deps: TrafficRecorderDeps;
  readonly #open = new Map<number, ConnectionRecord>();
  readonly #counted = new Map<number, number>();
  #batch = emptyBatch();
  #timer: NodeJS.Timeout | undefined;
  #dropped = 0;

  constructor(deps: TrafficRecorderDeps) {
    this.#deps = deps;
  }

  connectionOpened(connection: ConnectionRecord): void {
    const { client, server, proxy, id } = connection;
    this.#open.set(id, connection);
    const { endOf, serviceOf } = this.#deps;
    this.#add('opened', {
      id,
      client: endOf(client.address, client.port),
      server: endOf(server.address, server.port),
      service: serviceOf(proxy) ?? { address: server.address, port: server.port },
    });
  }

  requestCompleted(request: RequestRecord): void {
    if (this.#deps.isBehind()) {
      if (this.#dropped === 0)
        this.#deps.warn('more requests than can be recorded: some are missing in http_events');
      this.#dropped += 1;
      return;
    }
    this.#dropped = 0;
    this.#add('requests', {
      on: request.connection.id,
      at: this.#deps.now(),
      latencyMs: request.latencyMs,
      minorVersion: request.minorVersion,
      method: request.method,
      path: request.path,
      requestHeaders: request.requestHeaders,
      requestBody: bodyText(request.requestBody, request.requestHeaders),
      requestBytes: request.requestBodyBytes,
      status: request.status,
      reason: request.reason,
      responseHeaders: request.responseHeaders,
      responseBody: bodyText(request.responseBody, request.responseHeaders),
      responseBytes: request.responseBodyBytes,
    });
  }

  connectionClosed(connection: ConnectionRecord): void {
    this.#open.delete(connection.id);
    this.#counted.delete(connection.id);
    this.#add('closed', bytesOf(connection));
  }

  queryAnswered(query: ObservedQuery): void {
    if (!this.#deps.isBehind()) this.#add('queries', query);
  }

  /** Counters of open connections that changed since the last call. */
  changedBytes(): ObservedBytes[] {
    const changed: ObservedBytes[] = [];
    for (const connection of this.#open.values()) {
      const sum = connection.bytesFromClient + connection.bytesFromServer;
      if (this.#counted.get(connection.id) === sum) continue;
      this.#counted.set(connection.id, sum);
      changed.push(bytesOf(connection));
    }
    return changed;
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#batch.size === 0) return;
    const { size: _size, ...batch } = this.#batch;
    this.#batch = emptyBatch();
    this.#deps.send(batch);
  }

  #add<K extends keyof TrafficBatch>(kind: K, observation: TrafficBatch[K][number]): void {
    (this.#batch[kind] as TrafficBatch[K][number][]).push(observation);
    this.#batch.size += 1;
    if (this.#batch.size >= batchSize) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs);
  }
}

interface GrowingBatch extends TrafficBatch {
  readonly opened: ObservedConnection[];
  readonly requests: ObservedRequest[];
  readonly queries: ObservedQuery[];
  readonly closed: ObservedBytes[];
  size: number;
}

function emptyBatch(): GrowingBatch {
  return { opened: [], requests: [], queries: [], closed: [], size: 0 };
}

function bytesOf({ id, bytesFromClient, bytesFromServer, protocol }: ConnectionRecord): ObservedBytes {
  return { id, fromClient: bytesFromClient, fromServer: bytesFromServer, http: protocol === 'http' };
}
