/** A process of a pod: `pid` as the node sees it, `start` in clock ticks since the machine's start; together a UPID. */
export interface ObservedProcess {
  readonly pid: number;
  readonly start: number;
}

/** One end of a connection; `process` is absent where it is none of a pod's. */
export interface ObservedEnd {
  readonly address: string;
  readonly port: number;
  readonly process?: ObservedProcess;
}

/** A connection through a service's proxy. The client sees the service's address, the server that of the client. */
export interface ObservedConnection {
  readonly id: number;
  readonly client: ObservedEnd;
  readonly server: ObservedEnd;
  readonly service: { readonly address: string; readonly port: number };
}

/** Counters of a connection. */
export interface ObservedBytes {
  readonly id: number;
  readonly fromClient: number;
  readonly fromServer: number;
  readonly http: boolean;
}

export interface ObservedRequest {
  /** Id of the connection. */
  readonly on: number;
  /** When the answer was complete, ms since the epoch with a fraction. */
  readonly at: number;
  readonly latencyMs: number;
  readonly minorVersion: number;
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: string;
  readonly requestBytes: number;
  readonly status: number;
  readonly reason: string;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly responseBody: string;
  readonly responseBytes: number;
}

export interface ObservedQuery {
  readonly at: number;
  readonly latencyMs: number;
  readonly client: ObservedEnd;
  /** JSON, as the columns of `dns_events` hold it. */
  readonly requestHeader: string;
  readonly requestBody: string;
  readonly responseHeader: string;
  readonly responseBody: string;
}

/** What passed since the last one. Connections are told before their requests. */
export interface TrafficBatch {
  readonly opened: readonly ObservedConnection[];
  readonly requests: readonly ObservedRequest[];
  readonly queries: readonly ObservedQuery[];
  readonly closed: readonly ObservedBytes[];
}

/** What the node's own counters say, about once a second. */
export interface NodeSample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Open connections whose counters changed. */
  readonly bytes: readonly ObservedBytes[];
  readonly processes: readonly ProcessSample[];
  readonly interfaces: readonly InterfaceSample[];
}

export interface ProcessSample extends ObservedProcess {
  readonly podUid: string;
  readonly container: string;
  readonly attempt: number;
  /** Only with a process's first sample. */
  readonly cmdline?: string;
  /** In the order of the columns of `process_stats`. */
  readonly counters: readonly number[];
}

export interface InterfaceSample {
  readonly podUid: string;
  /** In the order of the columns of `network_stats`. */
  readonly counters: readonly number[];
}
