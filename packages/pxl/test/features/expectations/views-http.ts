import { cluster } from '../dataset/cluster.js';
import {
  containerOf,
  int,
  most,
  namespaceOf,
  podById,
  podByIp,
  podOf,
  quantile,
  quantilesText,
  servicesOf,
  sum,
  text,
} from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import { type Expectations, http, output } from '../expectation.js';
import { all, count, first, groups, podColumns, windowOf } from './view-parts.js';

const traffic = http.filter(
  (row) => row.remote_addr !== '-' && !['/healthz', '/readyz'].includes(text(row, 'req_path')),
);
const inbound = traffic.filter((row) => row.trace_role === 2n);
const requests = (rows: readonly Row[]): Row => ({
  num_requests: count(rows),
  num_errors: count(rows.filter((row) => int(row, 'resp_status') >= 400n)),
});
const sizes = (rows: readonly Row[]): Row => ({
  req_bytes: sum(all(rows, 'req_body_size')),
  resp_bytes: sum(all(rows, 'resp_body_size')),
});

const httpSummary = groups(
  inbound,
  (row) => podOf(row).uid,
  (row) => row.remote_addr,
).map((rows): Row => {
  const { uid } = podOf(first(rows));
  const address = text(first(rows), 'remote_addr');
  return {
    time_: most(all(rows, 'time_')),
    pod_id: uid,
    ...podColumns(uid),
    requestor_ip: address,
    requestor_pod: podByIp(address)?.name ?? '',
    requestor_service: servicesOf(podByIp(address)),
    latency_quantiles: quantilesText(all(rows, 'latency')),
    latency_sum: sum(all(rows, 'latency')),
    ...requests(rows),
    ...sizes(rows),
  };
});

/** One of the two ends of a request, as far as it is known. */
interface End {
  readonly pod: string;
  readonly id: string;
  readonly ip: string;
  readonly service: string;
}
const serviceOfAddress = (address: string): string => {
  const service = cluster.services.find(({ clusterIp }) => clusterIp === address);
  const uid = service?.uid ?? servicesOf(podByIp(address), 'uid');
  return cluster.services.find((one) => one.uid === uid)?.name ?? '';
};
const graphParts = groups(
  traffic,
  (row) => podOf(row).uid,
  (row) => row.remote_addr,
  (row) => row.trace_role,
).map((rows) => {
  const pod = podOf(first(rows));
  const address = text(first(rows), 'remote_addr');
  const traced: End = { pod: pod.name, id: pod.uid, ip: pod.ip, service: servicesOf(pod) };
  const there = podByIp(address);
  const remote: End = address.startsWith('127.0.0.')
    ? { ...traced, ip: address }
    : { pod: there?.name ?? '', id: there?.uid ?? '', ip: address, service: serviceOfAddress(address) };
  const isServer = first(rows).trace_role === 2n;
  return { rows, responder: isServer ? traced : remote, requestor: isServer ? remote : traced };
});
const floors = (parts: typeof graphParts, share: number): number =>
  parts.reduce((total, { rows }) => total + Math.floor(quantile(all(rows, 'latency'), share)), 0) /
  parts.length;
const graph = groups(
  graphParts,
  ({ responder }) => JSON.stringify(responder),
  ({ requestor }) => JSON.stringify(requestor),
).map((parts): Row => {
  const { responder, requestor } = first(parts);
  const rows = parts.flatMap((part) => part.rows);
  return {
    time_: most(all(rows, 'time_')),
    responder_pod: responder.pod,
    requestor_pod: requestor.pod,
    responder_namespace: namespaceOf(responder.pod),
    requestor_namespace: namespaceOf(requestor.pod),
    responder_node: podById(responder.id)?.node ?? '',
    requestor_node: podById(requestor.id)?.node ?? '',
    responder_ip: responder.ip,
    requestor_ip: requestor.ip,
    responder_service: responder.service,
    requestor_service: requestor.service,
    latency_p50: floors(parts, 0.5),
    latency_p90: floors(parts, 0.9),
    latency_p99: floors(parts, 0.99),
    // Of one of the parts: here the last.
    latency_quantiles: quantilesText(all(parts.at(-1)?.rows ?? [], 'latency')),
    latency_sum: sum(all(rows, 'latency')),
    ...requests(rows),
    ...sizes(rows),
  };
});

/** The views of `pxviews` that tell of HTTP traffic. */
export const httpViews: Expectations = {
  'views/inbound_http_summary': output(httpSummary, {
    semanticTypes: { latency_quantiles: 'ST_DURATION_NS_QUANTILES', req_bytes: 'ST_BYTES' },
  }),
  'views/http_graph': output(graph, { semanticTypes: { latency_p50: 'ST_DURATION_NS' } }),
  'views/inbound_http_throughput_timeseries': output(
    groups(inbound, (row) => containerOf(row).id, windowOf).map((rows): Row => {
      const { uid } = podOf(first(rows));
      return {
        time_: windowOf(first(rows)),
        pod_id: uid,
        ...podColumns(uid),
        container: containerOf(first(rows)).name,
        ...requests(rows),
      };
    }),
  ),
  'views/inbound_http_latency_timeseries': output(
    groups(inbound, (row) => podOf(row).uid, windowOf).map((rows): Row => {
      const { uid } = podOf(first(rows));
      return {
        time_: windowOf(first(rows)),
        pod_id: uid,
        ...podColumns(uid),
        latency_quantiles: quantilesText(all(rows, 'latency')),
        ...requests(rows),
        latency_sum: sum(all(rows, 'latency')),
        ...sizes(rows),
      };
    }),
  ),
};
