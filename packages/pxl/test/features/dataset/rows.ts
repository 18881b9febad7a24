import type { Value } from '@chaoskit/pxl';
import { cluster, processes, second, startNs } from './cluster.js';

/** Values by column; columns that are not named are the zero of their type. */
export type Row = Readonly<Record<string, Value>>;

const process = (index: number) => processes[index % processes.length] ?? fail();
const pod = (index: number) => cluster.pods[index % cluster.pods.length] ?? fail();
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] ?? fail();

function fail(): never {
  throw new Error('the list is empty');
}

/** What all tables of a protocol begin with. */
const endpoints = (index: number, everyNs: bigint): Row => ({
  time_: startNs + BigInt(index) * everyNs,
  upid: process(index).upid,
  remote_addr: pick(['10.3.0.1', '10.3.0.2', '203.0.113.9', '127.0.0.1', '-', '10.2.0.1'], index),
  remote_port: BigInt(40_000 + index),
  local_addr: pod(index).ip,
  local_port: 8080n,
  trace_role: index % 3 === 0 ? 1n : 2n,
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const paths = ['/cart', '/cart/add', '/healthz', '/api/v1/pay', '/readyz', '/api/v1/pay/42'];

const http = (index: number): Row => ({
  ...endpoints(index, 10n * second),
  req_headers: `{"Host": "cart.shop", "User-Agent": "agent/${index % 3}"}`,
  req_method: pick(['GET', 'POST'], index),
  req_path: pick(paths, index * 5 + Math.floor(index / 6)),
  req_body: index % 4 === 0 ? '' : `mail user${index}@example.com from 192.0.2.${index}`,
  req_body_size: BigInt((index * 31) % 100),
  resp_status: pick([200n, 200n, 404n, 500n, 201n], index),
  resp_message: pick(['OK', 'OK', 'Not Found', 'Internal Server Error', 'Created'], index),
  resp_body: `{"id": ${index}, "price": ${index}.5, "tags": ["t${index}", "all"], "note": "n${index}"}`,
  resp_body_size: BigInt((index * 53) % 1000),
  latency: BigInt(((index * 37) % 50) + 1) * 1_000_000n,
});

/** Rows of a protocol: one every 30 s. */
const events = (own: (index: number) => Row): Row[] =>
  times(20, (index) => ({
    ...endpoints(index, 30n * second),
    latency: BigInt(index + 1) * 1000n,
    ...own(index),
  }));

/** Rows of tables that tell of processes, not of connections. */
const ticks = (own: (index: number) => Row): Row[] =>
  times(20, (index) => ({
    time_: startNs + BigInt(index) * 30n * second,
    upid: process(index).upid,
    ...own(index),
  }));

/** Samples of counters: each of the four processes every 20 s. */
const samples = (own: (round: number, index: number) => Row): Row[] =>
  times(30, (round) => round).flatMap((round) =>
    processes.map(({ upid }, index) => ({
      time_: startNs + BigInt(round) * 20n * second + BigInt(index),
      upid,
      ...own(round, index),
    })),
  );

/** What the tables of the recording hold. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  http_events: times(60, http),
  process_stats: samples((round, index) => ({
    cpu_utime_ns: BigInt(round * (index + 1)) * 500_000_000n,
    cpu_ktime_ns: BigInt(round) * 100_000_000n,
    vsize_bytes: BigInt(1000 + round),
    rss_bytes: BigInt(100 + round * index),
    rchar_bytes: BigInt(round * 400),
    wchar_bytes: BigInt(round * 300),
    read_bytes: BigInt(round * 200 * index),
    write_bytes: BigInt(round * 100),
  })),
  network_stats: samples((round, index) => ({
    pod_id: pod(index).uid,
    rx_bytes: BigInt(round * 1000 * (index + 1)),
    tx_bytes: BigInt(round * 2000),
    rx_drops: BigInt(round),
    tx_errors: BigInt(round * 2),
  })),
  conn_stats: samples((round, index) => ({
    remote_addr: pick(['10.3.0.1', '203.0.113.9'], index),
    remote_port: BigInt(5000 + index),
    trace_role: index % 2 === 0 ? 2n : 1n,
    protocol: pick([1n, 5n, 99n], index),
    bytes_sent: BigInt(round * 10 * (index + 1)),
    bytes_recv: BigInt(round * 7),
  })),
  mysql_events: events((index) => ({
    req_cmd: pick([3n, 22n, 1n], index),
    req_body: `SELECT name FROM users WHERE id = ${index} AND city = 'B'`,
    resp_status: pick([2n, 3n], index),
  })),
  pgsql_events: events((index) => ({
    req_cmd: pick(['Query', 'Execute'], index),
    req: `SELECT * FROM carts WHERE owner = 'o${index}' LIMIT 10`,
    resp: 'ok',
  })),
  redis_events: events((index) => ({ req_cmd: pick(['GET', 'SET', 'PING'], index), req_args: '["k"]' })),
  cql_events: events((index) => ({ req_op: pick([7n, 10n, 77n], index), resp_op: 8n })),
  dns_events: events((index) => ({
    req_body: `{"queries": [{"name": "n${index % 4}.example"}]}`,
    resp_header: `{"rcode": ${index % 5 === 0 ? 3 : 0}}`,
  })),
  'kafka_events.beta': events((index) => ({
    req_cmd: pick([0n, 1n, 9999n], index),
    client_id: `client-${index % 2}`,
  })),
  amqp_events: events((index) => ({
    frame_type: pick([1n, 2n, 8n], index),
    req_class_id: 60n,
    req_method_id: pick([40n, 60n, 7n], index),
  })),
  mux_events: events((index) => ({ req_type: pick([2n, -2n, 65n, 500n], index) })),
  mongodb_events: events((index) => ({ req_cmd: pick(['find', 'insert'], index) })),
  'nats_events.beta': events((index) => ({ cmd: pick(['PUB', 'SUB', 'MSG'], index) })),
  jvm_stats: samples((round, index) => ({
    young_gc_time: BigInt(round * 10),
    used_heap_size: BigInt(1000 * index + round),
    max_heap_size: 9000n,
  })),
  'stack_traces.beta': ticks((index) => ({
    stack_trace_id: BigInt(index % 2),
    stack_trace: `main;serve;f${index % 2}`,
    count: BigInt(index + 1),
  })),
  stirling_error: ticks((index) => ({ source_connector: pick(['socket', 'perf'], index), error: 'e' })),
  probe_status: ticks((index) => ({ tracepoint: pick(['slow', 'fast'], index), status: BigInt(index % 3) })),
};
