/** One end of a connection. */
export interface PeerAddress {
  readonly address: string;
  readonly port: number;
}

/** Where connections are led to. `name` says who listens there, e.g. a pod's `namespace/name`. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly name: string;
}

/** How a connection ended: closed by its two sides, reset by one of them or by a fault, never opened, or cut by the proxy's end. */
export type ConnectionEnd = 'closed' | 'reset' | 'unreachable' | 'proxy-closed';

/** One connection through the proxy. Counters grow while it is open; the object is the same in every call of an observer. */
export interface ConnectionRecord {
  /** Counts from 1 within the process. */
  readonly id: number;
  /** Name that the proxy was given, e.g. `default/middle:8001`. */
  readonly proxy: string;
  readonly client: PeerAddress;
  readonly server: Endpoint;
  /** Milliseconds since the epoch, with a fraction. */
  readonly openedAt: number;
  readonly closedAt?: number;
  readonly end?: ConnectionEnd;
  readonly bytesFromClient: number;
  readonly bytesFromServer: number;
  /** What the bytes look like so far. `tcp`: not HTTP/1.x, or no longer (upgrade, CONNECT). */
  readonly protocol: 'unknown' | 'http' | 'tcp';
}

/** One HTTP/1.x request and its answer, seen in passing. */
export interface RequestRecord {
  readonly connection: ConnectionRecord;
  readonly method: string;
  /** Request target as sent: path with query, or an absolute URL. */
  readonly path: string;
  readonly status: number;
  /** The status line's words; may be empty. */
  readonly reason: string;
  /** Second number of the request's HTTP version: 0 or 1. */
  readonly minorVersion: number;
  readonly requestHeaders: readonly HeaderField[];
  readonly responseHeaders: readonly HeaderField[];
  /** Body sizes in bytes, without chunk framing. */
  readonly requestBodyBytes: number;
  readonly responseBodyBytes: number;
  /** Beginnings of the bodies, where the proxy was told to keep them (`bodyLimit`). */
  readonly requestBody: Buffer;
  readonly responseBody: Buffer;
  /** Milliseconds since the epoch when the first byte of the request came. */
  readonly startedAt: number;
  /** From the first byte of the request to the last one of the answer. */
  readonly latencyMs: number;
}

export type HeaderField = readonly [name: string, value: string];

/** Gets told what passes. Must not throw and must return quickly: it is called between two chunks. */
export interface TrafficObserver {
  connectionOpened?(connection: ConnectionRecord): void;
  requestCompleted?(request: RequestRecord): void;
  connectionClosed?(connection: ConnectionRecord): void;
}
