import {
  containerOf,
  groupBy,
  int,
  least,
  most,
  namespaceOf,
  podById,
  podOf,
  processOf,
  servicesOf,
  text,
} from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import {
  columns,
  type Expectation,
  type Expectations,
  each,
  executed,
  http,
  output,
  recorded,
} from '../expectation.js';

const count = (rows: readonly Row[]): bigint => BigInt(rows.length);

/** Rows of the table, counted by what `key` tells of each. */
function counted(table: string, key: (row: Row) => string, name: string, total: string): Expectation {
  return output(
    [...groupBy(recorded(table), key)].map(([value, rows]) => ({ [name]: value, [total]: count(rows) })),
  );
}

/** Rows of the table, counted by a column. */
function countedBy(table: string, column: string): Expectation {
  const groups = [...groupBy(recorded(table), (row) => String(row[column])).values()];
  return output(groups.map((rows) => ({ [column]: rows[0]?.[column] ?? '', rows: count(rows) })));
}

const latencies = (holds: (row: Row) => boolean): readonly Row[] =>
  http.filter(holds).map((row) => columns(row, 'latency'));
const onCart = output(
  http.filter((row) => row.req_path === '/cart').map((row) => columns(row, 'req_path', 'latency')),
);

/** Keys of `ctx`. */
export const context: Expectations = {
  'ctx/pod': each('http_events', (row) => ({ pod: podOf(row).name, latency: int(row, 'latency') }), {
    semanticTypes: { pod: 'ST_POD_NAME' },
  }),
  'ctx/pod_name': each('network_stats', (row) => ({
    pod_id: text(row, 'pod_id'),
    pod: podById(text(row, 'pod_id'))?.name ?? '',
  })),
  'ctx/namespace': each(
    'http_events',
    (row) => ({ namespace: namespaceOf(podOf(row).name), latency: int(row, 'latency') }),
    { semanticTypes: { namespace: 'ST_NAMESPACE_NAME' } },
  ),
  'ctx/service': each(
    'http_events',
    (row) => ({ service: servicesOf(podOf(row)), latency: int(row, 'latency') }),
    { semanticTypes: { service: 'ST_SERVICE_NAME' } },
  ),
  'ctx/node': each('http_events', (row) => ({ node: podOf(row).node, latency: int(row, 'latency') }), {
    semanticTypes: { node: 'ST_NODE_NAME' },
  }),
  'ctx/node_name': each('network_stats', (row) => ({
    pod_id: text(row, 'pod_id'),
    node: podById(text(row, 'pod_id'))?.node ?? '',
  })),
  'ctx/cmdline': counted('process_stats', (row) => processOf(row).cmdline, 'cmdline', 'samples'),
  'ctx/container_name': counted('process_stats', (row) => containerOf(row).name, 'container', 'samples'),
  'ctx/container': counted('process_stats', (row) => containerOf(row).name, 'container', 'samples'),
  'ctx/variable-key': {
    tables: {
      // Only the pods of the replica set rs-cart have a deployment.
      deployment: [...groupBy(http, (row) => (podOf(row).owners.length > 0 ? 'shop/cart' : ''))].map(
        ([value, rows]) => ({ value, requests: count(rows) }),
      ),
      pid: [...groupBy(http, (row) => String(processOf(row).pid))].map(([value, rows]) => ({
        value: BigInt(value),
        requests: count(rows),
      })),
    },
  },
};

/** Annotations of parameters. */
export const annotations: Expectations = {
  'annotations/str': onCart,
  'annotations/none': onCart,
  'annotations/Pod': output(latencies((row) => podOf(row).name === 'shop/cart-a')),
  'annotations/Namespace': {
    ...executed('of', { namespace: 'pay' }),
    ...output(latencies((row) => namespaceOf(podOf(row).name) === 'pay')),
  },
  'annotations/Service': {
    ...executed('of', { service: 'pay/api' }),
    ...output(latencies((row) => servicesOf(podOf(row)) === 'pay/api')),
  },
  'annotations/Node': {
    ...executed('of', { node: 'node-b' }),
    ...output(latencies((row) => podOf(row).node === 'node-b')),
  },
  'annotations/int': {
    ...executed('slower', { limit: '30000000' }),
    ...output(latencies((row) => int(row, 'latency') > 30_000_000n)),
  },
  'annotations/bool': {
    ...executed('requests', { all: 'yes' }),
    ...output(http.map((row) => columns(row, 'resp_status'))),
  },
  'annotations/float': {
    ...executed('share', { factor: '0.25' }),
    ...output(http.map((row) => ({ share: Number(row.latency) * 0.25 }))),
  },
  'annotations/DataFrame': output([{ rows: count(http) }]),
};

const perUpid = (table: string, make: (rows: readonly Row[]) => Row): Expectation =>
  output([...groupBy(recorded(table), (row) => String(processOf(row).pid)).values()].map(make));
const asked = (row: Row): string => JSON.parse(text(row, 'req_body')).queries[0].name;

/** The tables that Pixie's collectors write. */
export const tables: Expectations = {
  'tables/http_events': countedBy('http_events', 'req_method'),
  'tables/process_stats': perUpid('process_stats', (rows) => {
    const used = rows.map((row) => int(row, 'cpu_utime_ns'));
    return { used: most(used) - least(used) };
  }),
  'tables/kafka_events.beta': countedBy('kafka_events.beta', 'client_id'),
  'tables/mysql_events': countedBy('mysql_events', 'resp_status'),
  'tables/amqp_events': countedBy('amqp_events', 'req_method_id'),
  'tables/dns_events': output(
    [
      ...groupBy(
        recorded('dns_events').filter((row) => JSON.parse(text(row, 'resp_header')).rcode === 3),
        asked,
      ),
    ].map(([name, rows]) => ({ name, rows: count(rows) })),
  ),
  'tables/pgsql_events': countedBy('pgsql_events', 'req_cmd'),
  'tables/cql_events': countedBy('cql_events', 'req_op'),
  'tables/conn_stats': countedBy('conn_stats', 'remote_addr'),
  'tables/redis_events': countedBy('redis_events', 'req_cmd'),
  'tables/jvm_stats': perUpid('jvm_stats', (rows) => ({
    heap: most(rows.map((row) => int(row, 'used_heap_size'))),
  })),
  'tables/network_stats': countedBy('network_stats', 'pod_id'),
  'tables/mongodb_events': countedBy('mongodb_events', 'req_cmd'),
  'tables/mux_events': countedBy('mux_events', 'req_type'),
  'tables/nats_events.beta': countedBy('nats_events.beta', 'cmd'),
  'tables/stack_traces.beta': output(
    [...groupBy(recorded('stack_traces.beta'), (row) => text(row, 'stack_trace'))].map(
      ([stack_trace, rows]) => ({
        stack_trace,
        samples: rows.reduce((total, row) => total + int(row, 'count'), 0n),
      }),
    ),
  ),
  'tables/stirling_error': countedBy('stirling_error', 'source_connector'),
  'tables/probe_status': countedBy('probe_status', 'tracepoint'),
  'tables/by-variable': each('redis_events', (row) => columns(row, 'req_cmd')),
};

/** Modules other than `px`. */
export const modules: Expectations = {
  // The table that the program would fill is there, and nobody has filled it.
  'modules/pxtrace': output([]),
  'modules/pxviews': output(
    [
      ...groupBy(
        http.filter(
          (row) =>
            row.trace_role === 2n &&
            row.remote_addr !== '-' &&
            !['/healthz', '/readyz'].includes(text(row, 'req_path')),
        ),
        (row) => podOf(row).name,
      ),
    ].map(([pod, rows]) => ({ pod, requests: count(rows) })),
  ),
};
