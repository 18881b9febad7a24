import { cluster } from '../dataset/cluster.js';
import {
  containerOf,
  int,
  podById,
  podByIp,
  podOf,
  processOf,
  servicesOf,
  text,
} from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import { tables } from '../dataset/store.js';
import {
  columns,
  type Expectation,
  type Expectations,
  each,
  http,
  output,
  recorded,
} from '../expectation.js';

type Pod = NonNullable<ReturnType<typeof podById>>;

const ofPod = (make: (pod: Pod) => Row): Expectation =>
  each('network_stats', (row) => {
    const pod = podById(text(row, 'pod_id'));
    if (pod === undefined) throw new Error('a sample of no pod');
    return { pod_id: pod.uid, ...make(pod) };
  });
const ofProcess = (name: string, make: (row: Row) => string | bigint): Expectation =>
  each('http_events', (row) => ({ [name]: make(row), latency: int(row, 'latency') }));
const status = ({ phase, phaseMessage, phaseReason, ready }: Pod): string =>
  JSON.stringify({ phase, message: phaseMessage, reason: phaseReason, ready });

/** The service with the address, else those of the pod with it. */
const serviceAt = (address: string): string =>
  cluster.services.find(({ clusterIp }) => clusterIp === address)?.uid ?? servicesOf(podByIp(address), 'uid');
const ofRemote = (name: string, make: (address: string) => string | boolean): Expectation =>
  each('http_events', (row) => ({
    remote_addr: text(row, 'remote_addr'),
    [name]: make(text(row, 'remote_addr')),
  }));
const named = (column: string, names: Readonly<Record<string, string>>): Expectation =>
  output(Object.entries(names).map(([code, name]) => ({ [column]: BigInt(code), name })));
const once = (row: Row): Expectation => output([row]);
const nameOfService = (uid: string): string => cluster.services.find((one) => one.uid === uid)?.name ?? '';

/** Members of `px` that know the cluster, the machine, or Pixie itself. */
export const pxCluster: Expectations = {
  'px/ip_to_pod_id': each('http_events', (row) => {
    const pod = podByIp(text(row, 'remote_addr'))?.uid ?? '';
    return { remote_addr: text(row, 'remote_addr'), now_there: pod, then_there: pod };
  }),
  'px/ip_to_service_id': ofRemote('service', serviceAt),
  'px/service_id_to_service_name': ofRemote('service', (address) => nameOfService(serviceAt(address))),
  'px/pod_id_to_pod_name': ofPod(({ name }) => ({ pod: name, none: '' })),
  'px/pod_id_to_service_name': ofPod((pod) => ({ service: servicesOf(pod) })),
  'px/pod_id_to_node_name': ofPod(({ node }) => ({ node })),
  'px/pod_name_to_start_time': ofPod(({ startTimeNs }) => ({ started: startTimeNs })),
  'px/pod_name_to_status': ofPod((pod) => ({
    status: status(pod),
    unknown: '{"phase":"Unknown","message":"","reason":"","ready":false}',
  })),
  'px/pod_name_to_pod_ip': ofPod(({ ip }) => ({ ip })),
  'px/has_service_name': output(
    http
      .filter((row) => podOf(row).services.includes('svc-canary'))
      .map((row) => columns(row, 'req_path', 'latency')),
  ),
  'px/container_id_to_status': output(
    recorded('process_stats')
      .slice(0, 4)
      .map((row) => {
        const { state, stateReason } = containerOf(row);
        return { status: JSON.stringify({ state, message: '', reason: stateReason }) };
      }),
  ),
  'px/upid_to_pid': ofProcess('pid', (row) => processOf(row).pid),
  'px/upid_to_asid': ofProcess('asid', (row) => processOf(row).asid),
  'px/upid_to_cmdline': ofProcess('cmdline', (row) => processOf(row).cmdline),
  'px/upid_to_pod_name': ofProcess('pod', (row) => podOf(row).name),
  'px/get_cidrs': once({ cidrs: '["10.2.0.0/16","10.3.0.0/24","10.3.0.1/32"]' }),
  'px/cidrs_contain_ip': ofRemote('inside', (address) => /^10\.(2|3\.0)\./.test(address)),
  'px/protocol_name': named('protocol', { 1: 'HTTP', 5: 'PGSQL', 99: 'Invalid (99)' }),
  'px/kafka_api_key_name': named('req_cmd', { 0: 'Produce', 1: 'Fetch', 9999: '9999' }),
  'px/cql_opcode_name': named('req_op', { 7: 'Query', 10: 'Execute', 77: '77' }),
  'px/mux_frame_type_name': named('req_type', { 2: 'Tdispatch', '-2': 'Rdispatch', 65: 'Tping', 500: '500' }),
  'px/amqp_frame_type_name': named('frame_type', { 1: 'Frame method', 2: 'Content Header', 8: 'Heartbeat' }),
  'px/amqp_method_name': named('req_method_id', { 40: 'BasicPublish', 60: 'BasicDeliver', 7: 'Unknown' }),
  'px/asid': once({ asid: 1n }),
  'px/_exec_hostname': once({ host: 'host-a' }),
  'px/_exec_host_num_cpus': once({ cpus: 4n }),
  'px/GetAgentStatus': {
    tables: {
      all: cluster.agents.map((agent) => ({
        agent_id: agent.agentId,
        asid: agent.asid,
        hostname: agent.hostname,
        ip_address: agent.ipAddress,
        agent_state: agent.state,
        create_time: agent.createTimeNs,
        last_heartbeat_ns: agent.lastHeartbeatNs,
        kernel_headers_installed: agent.kernelHeadersInstalled,
      })),
      nodes: [{ hostname: 'host-a' }, { hostname: 'host-b' }],
    },
  },
  'px/GetTracepointStatus': once({
    tracepoint_id: { high: 1n, low: 2n },
    name: 'slow',
    state: 'running',
    status: '',
    output_tables: 'slow_calls',
  }),
  'px/GetTables': output(tables.map(({ name }) => ({ table_name: name }))),
  'px/GetSchemas': output(
    (tables.find(({ name }) => name === 'redis_events')?.relation ?? []).map(({ name, type }) => ({
      column_name: name,
      column_type: type,
    })),
  ),
  'px/GetUDFList': once({ name: 'floor', return_type: 'INT64', args: 'FLOAT64' }),
  'px/GetUDAList': output(
    ['FLOAT64', 'INT64'].map((args) => ({ name: 'quantiles', return_type: 'STRING', args })),
  ),
  'px/GetUDTFList': output([
    { name: 'GetUDTFList', init_args: '' },
    { name: 'GetAgentStatus', init_args: 'include_kelvin:BOOLEAN' },
  ]),
  'px/_HeapGrowthStacks': output([]),
};
