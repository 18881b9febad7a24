import {
  containerOf,
  int,
  mean,
  namespaceOf,
  podById,
  podOf,
  processOf,
  servicesOf,
  sum,
  text,
} from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import { type Expectations, output, recorded } from '../expectation.js';
import { all, first, groups, latest, podColumns, used, wholeNs, windowNs, windowOf } from './view-parts.js';

const total = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
/** Use of the containers, in the whole recording or in each window. */
function processUsage(
  time: (rows: readonly Row[]) => bigint,
  window: (row: Row) => bigint,
  ns: bigint,
): Row[] {
  const samples = recorded('process_stats');
  return groups(samples, (row) => containerOf(row).id, window).map((rows): Row => {
    const processes = groups(rows, (row) => processOf(row).pid);
    const rate = (column: string): number =>
      total(processes.map((one) => Number(used(one, column)) / Number(ns)));
    const pod_id = podOf(first(rows)).uid;
    return {
      time_: time(rows),
      pod_id,
      container: containerOf(first(rows)).name,
      ...podColumns(pod_id),
      cpu_usage: rate('cpu_utime_ns') + rate('cpu_ktime_ns'),
      actual_disk_read_throughput: rate('read_bytes'),
      actual_disk_write_throughput: rate('write_bytes'),
      total_disk_read_throughput: rate('rchar_bytes'),
      total_disk_write_throughput: rate('wchar_bytes'),
      rss: total(processes.map((one) => mean(all(one, 'rss_bytes')))),
      vsize: total(processes.map((one) => mean(all(one, 'vsize_bytes')))),
    };
  });
}
const processSummary = processUsage(latest, () => 0n, wholeNs);
const processWindows = processUsage((rows) => windowOf(first(rows)), windowOf, windowNs);

function networkUsage(
  time: (rows: readonly Row[]) => bigint,
  window: (row: Row) => bigint,
  ns: bigint,
): Row[] {
  return groups(recorded('network_stats'), (row) => row.pod_id, window).map((rows): Row => {
    const pod_id = text(first(rows), 'pod_id');
    const rate = (column: string): number => Number(used(rows, column)) / Number(ns);
    return {
      time_: time(rows),
      pod_id,
      ...podColumns(pod_id),
      rx_bytes_per_ns: rate('rx_bytes'),
      tx_bytes_per_ns: rate('tx_bytes'),
      rx_drops_per_ns: rate('rx_drops'),
      tx_drops_per_ns: 0,
      rx_errors_per_ns: 0,
      tx_errors_per_ns: rate('tx_errors'),
    };
  });
}

const connections = groups(
  recorded('conn_stats'),
  (row) => podOf(row).uid,
  (row) => row.remote_addr,
);

/** The views of `pxviews` that tell of processes, pods and connections. */
export const usageViews: Expectations = {
  'views/container_process_summary': output(processSummary, { semanticTypes: { cpu_usage: 'ST_PERCENT' } }),
  'views/container_process_timeseries': output(processWindows, {
    semanticTypes: { actual_disk_read_throughput: 'ST_THROUGHPUT_BYTES_PER_NS', rss: 'ST_BYTES' },
  }),
  'views/pod_resource_stats': output(
    processSummary.map((row): Row => {
      const pod = podById(text(row, 'pod_id'));
      const { time_, pod_id, pod: name, service, node, namespace, container: _, ...usage } = row;
      const { cpu_usage, rss, vsize, ...disks } = usage;
      return {
        ...{ time_, pod_id, pod: name, service, node, namespace, container_count: 1n },
        pod_start_time: pod?.startTimeNs ?? 0n,
        pod_status: JSON.stringify({
          phase: pod?.phase,
          message: '',
          reason: pod?.phaseReason,
          ready: pod?.ready,
        }),
        ...{ cpu_usage, rss, vsize },
        ...disks,
      } as Row;
    }),
  ),
  'views/pod_network_summary': output(networkUsage(latest, () => 0n, wholeNs)),
  'views/pod_network_timeseries': output(
    networkUsage((rows) => windowOf(first(rows)), windowOf, windowNs),
    {
      semanticTypes: {
        rx_bytes_per_ns: 'ST_THROUGHPUT_BYTES_PER_NS',
        rx_drops_per_ns: 'ST_THROUGHPUT_PER_NS',
      },
    },
  ),
  'views/stacktraces': output(
    groups(
      recorded('stack_traces.beta'),
      (row) => processOf(row).pid,
      (row) => row.stack_trace_id,
    ).map((rows): Row => {
      const pod = podOf(first(rows));
      return {
        namespace: namespaceOf(pod.name),
        // Of the machine that executes.
        node: 'host-a',
        service: servicesOf(pod),
        pod: pod.name,
        container: containerOf(first(rows)).name,
        cmdline: processOf(first(rows)).cmdline,
        stack_trace: text(first(rows), 'stack_trace'),
        time_: latest(rows),
        stack_trace_id: int(first(rows), 'stack_trace_id'),
        count: sum(all(rows, 'count')),
        node_num_cpus: 4n,
      };
    }),
    { semanticTypes: { node: 'ST_NODE_NAME' } },
  ),
  'views/connection_throughput_stats': output(
    connections.map((rows): Row => {
      const pod_id = podOf(first(rows)).uid;
      const { pod, service, namespace, node } = podColumns(pod_id);
      const moved = used(rows, 'bytes_sent') + used(rows, 'bytes_recv');
      const isServer = first(rows).trace_role === 2n;
      return {
        time_: latest(rows),
        remote_addr: text(first(rows), 'remote_addr'),
        ...{ node, pod_id, pod, namespace, service },
        inbound_conn_throughput: isServer ? moved : 0n,
        outbound_conn_throughput: isServer ? 0n : moved,
      } as Row;
    }),
  ),
  'views/processes': output(
    groups(recorded('process_stats'), (row) => processOf(row).pid).map((rows): Row => {
      const row = first(rows);
      const { name, id, state, stateReason } = containerOf(row);
      const pod_id = podOf(row).uid;
      const { pod, service, namespace, node } = podColumns(pod_id);
      return {
        ...{ time_: latest(rows), service, namespace, node, upid: row.upid, pod_id, pod },
        container_name: name,
        container_id: id,
        cmdline: processOf(row).cmdline,
        pid: processOf(row).pid,
        container_status: JSON.stringify({ state, message: '', reason: stateReason }),
      } as Row;
    }),
  ),
};
