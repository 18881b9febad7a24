import type { ColumnSpec, DataType, Relation, SemanticType } from '../columns/types.js';

/** A table as Pixie's collectors write it. */
export interface TableSchema {
  readonly name: string;
  readonly desc: string;
  readonly relation: Relation;
}

const spec =
  (type: DataType) =>
  (name: string, desc: string, semantic?: string): ColumnSpec => ({
    name,
    type,
    semanticType: (semantic === undefined ? 'ST_NONE' : `ST_${semantic}`) as SemanticType,
    desc,
  });
const int = spec('INT64');
const text = spec('STRING');
const flag = spec('BOOLEAN');
const bytes = (name: string, desc: string): ColumnSpec => int(name, desc, 'BYTES');

const time = spec('TIME64NS')('time_', 'When the row was collected.');
const upid = spec('UINT128')('upid', 'The process that was observed.', 'UPID');
const remoteAddr = text('remote_addr', 'Address of the other end.', 'IP_ADDRESS');
const remotePort = int('remote_port', 'Port of the other end.', 'PORT');
const traceRole = int('trace_role', '1 the process is the client, 2 the server, 4 not known.');
const latency = int('latency', 'From request to response.', 'DURATION_NS');
const source = text('source_connector', 'The collector that tells.');

const endpoints = [
  time,
  upid,
  remoteAddr,
  remotePort,
  text('local_addr', 'Address of this end.', 'IP_ADDRESS'),
  int('local_port', 'Port of this end.', 'PORT'),
  traceRole,
];
const encrypted = flag('encrypted', 'Whether the connection is encrypted.');

/** A table of one protocol's requests: where they were seen, then their own columns, then the latency. */
const requests = (name: string, protocol: string, columns: readonly ColumnSpec[]): TableSchema => ({
  name,
  desc: `Requests and responses of ${protocol}.`,
  relation: [...endpoints, encrypted, ...columns, latency],
});

/** The tables that every Pixie has (pixie.md, appendix B), with types and semantic types. */
export const standardTables: readonly TableSchema[] = [
  requests('http_events', 'HTTP', [
    int('major_version', 'HTTP version, first number.'),
    int('minor_version', 'HTTP version, second number.'),
    int('content_type', '0 not known, 1 JSON, 2 gRPC.'),
    text('req_headers', "The request's headers, as JSON."),
    text('req_method', "The request's method.", 'HTTP_REQ_METHOD'),
    text('req_path', "The request's path."),
    text('req_body', "The request's body."),
    bytes('req_body_size', "Size of the request's body."),
    text('resp_headers', "The response's headers, as JSON."),
    int('resp_status', "The response's status code.", 'HTTP_RESP_STATUS'),
    text('resp_message', "The status code's words.", 'HTTP_RESP_MESSAGE'),
    text('resp_body', "The response's body."),
    bytes('resp_body_size', "Size of the response's body."),
  ]),
  requests('mysql_events', 'MySQL', [
    int('req_cmd', 'Command of the request; px.mysql_command_name names it.'),
    text('req_body', "The request's body."),
    int('resp_status', '1 none, 2 OK, 3 error.'),
    text('resp_body', "The response's body."),
  ]),
  requests('pgsql_events', 'PostgreSQL', [
    text('req_cmd', 'Command of the request.'),
    text('req', "The request's body."),
    text('resp', "The response's body."),
  ]),
  requests('redis_events', 'Redis', [
    text('req_cmd', 'Command of the request.'),
    text('req_args', 'Arguments of the command.'),
    text('resp', 'The response.'),
  ]),
  requests('cql_events', 'Cassandra (CQL)', [
    int('req_op', 'Opcode of the request; px.cql_opcode_name names it.'),
    text('req_body', "The request's body."),
    int('resp_op', 'Opcode of the response.'),
    text('resp_body', "The response's body."),
  ]),
  requests('dns_events', 'DNS', [
    text('req_header', "The request's header, as JSON."),
    text('req_body', "The request's body, as JSON."),
    text('resp_header', "The response's header, as JSON."),
    text('resp_body', "The response's body, as JSON."),
  ]),
  requests('kafka_events.beta', 'Kafka', [
    int('req_cmd', 'API key of the request; px.kafka_api_key_name names it.'),
    text('client_id', 'Id that the client gives itself.'),
    text('req_body', "The request's body, as JSON."),
    text('resp', 'The response, as JSON.'),
  ]),
  requests('amqp_events', 'AMQP', [
    int('frame_type', 'Type of the frame; px.amqp_frame_type_name names it.'),
    int('channel', 'Number of the channel.'),
    int('req_class_id', "The request's class."),
    int('req_method_id', "The request's method."),
    int('resp_class_id', "The response's class."),
    int('resp_method_id', "The response's method."),
    text('req_msg', 'The request, as JSON.'),
    text('resp_msg', 'The response, as JSON.'),
  ]),
  requests('mux_events', 'Mux', [int('req_type', 'Type of the frame; px.mux_frame_type_name names it.')]),
  requests('mongodb_events', 'MongoDB', [
    text('req_cmd', 'Command of the request.'),
    text('req_body', "The request's body."),
    text('resp_status', 'Status of the response.'),
    text('resp_body', "The response's body."),
  ]),
  {
    name: 'nats_events.beta',
    desc: 'Messages of NATS.',
    relation: [
      ...endpoints,
      encrypted,
      text('cmd', 'Command.'),
      text('body', 'The message.'),
      text('resp', 'The response.'),
    ],
  },
  {
    name: 'tls_events',
    desc: 'TLS handshakes.',
    relation: [
      ...endpoints,
      int('req_type', 'Content type of the record.'),
      text('req_body', 'What the client sent, as JSON.'),
      text('resp_body', 'What the server sent, as JSON.'),
      latency,
    ],
  },
  {
    name: 'http2_messages.beta',
    desc: 'Messages of HTTP/2.',
    relation: [
      time,
      upid,
      remoteAddr,
      remotePort,
      traceRole,
      int('stream_id', 'Number of the stream.'),
      text('headers', 'Headers, as JSON.'),
      text('body', 'The body.'),
      bytes('body_size', 'Size of the body.'),
    ],
  },
  {
    name: 'conn_stats',
    desc: 'Counters of connections, growing since the process began.',
    relation: [
      time,
      upid,
      remoteAddr,
      remotePort,
      traceRole,
      int('addr_family', 'Address family: 2 IPv4, 10 IPv6.'),
      int('protocol', 'Protocol; px.protocol_name names it.'),
      flag('ssl', 'Whether the connections are encrypted.'),
      int('conn_open', 'Connections opened.'),
      int('conn_close', 'Connections closed.'),
      int('conn_active', 'Connections open now.'),
      bytes('bytes_sent', 'Bytes sent.'),
      bytes('bytes_recv', 'Bytes received.'),
      text('px_info_', 'Notes of the collector.'),
    ],
  },
  {
    name: 'process_stats',
    desc: 'CPU, memory and disk of processes, once a second; counters grow since the process began.',
    relation: [
      time,
      upid,
      int('major_faults', 'Page faults that read from disk.'),
      int('minor_faults', 'Page faults that did not.'),
      int('cpu_utime_ns', 'CPU time in the program.', 'DURATION_NS'),
      int('cpu_ktime_ns', 'CPU time in the kernel.', 'DURATION_NS'),
      int('num_threads', 'Threads.'),
      bytes('vsize_bytes', 'Virtual memory.'),
      bytes('rss_bytes', 'Memory in use.'),
      bytes('rchar_bytes', 'Bytes read, from the cache too.'),
      bytes('wchar_bytes', 'Bytes written, to the cache too.'),
      bytes('read_bytes', 'Bytes read from disk.'),
      bytes('write_bytes', 'Bytes written to disk.'),
    ],
  },
  {
    name: 'network_stats',
    desc: "Counters of pods' network interfaces, once a second, growing since the pod began.",
    relation: [
      time,
      text('pod_id', 'Uid of the pod.'),
      bytes('rx_bytes', 'Bytes received.'),
      int('rx_packets', 'Packets received.'),
      int('rx_errors', 'Errors in receiving.'),
      int('rx_drops', 'Packets dropped in receiving.'),
      bytes('tx_bytes', 'Bytes sent.'),
      int('tx_packets', 'Packets sent.'),
      int('tx_errors', 'Errors in sending.'),
      int('tx_drops', 'Packets dropped in sending.'),
    ],
  },
  {
    name: 'jvm_stats',
    desc: 'Memory and garbage collection of Java processes.',
    relation: [
      time,
      upid,
      int('young_gc_time', 'Time in young collections.', 'DURATION_NS'),
      int('full_gc_time', 'Time in full collections.', 'DURATION_NS'),
      int('used_heap_size', 'Heap in use.'),
      int('total_heap_size', 'Heap reserved.'),
      int('max_heap_size', 'Largest heap allowed.'),
    ],
  },
  {
    name: 'stack_traces.beta',
    desc: 'Sampled stack traces.',
    relation: [
      time,
      upid,
      int('stack_trace_id', 'Number of the stack trace.'),
      text('stack_trace', 'Its frames, outermost first, joined by semicolons.'),
      int('count', 'How often it was sampled.'),
    ],
  },
  {
    name: 'proc_exit_events',
    desc: 'Ends of processes.',
    relation: [
      time,
      upid,
      int('exit_code', 'Exit code.'),
      int('signal', 'Signal that ended it.'),
      text('comm', 'Name of the program.'),
    ],
  },
  {
    name: 'stirling_error',
    desc: "States of Pixie's collectors.",
    relation: [
      time,
      upid,
      source,
      int('status', 'Status code.'),
      text('error', 'What went wrong.'),
      text('context', 'More about it, as JSON.'),
    ],
  },
  {
    name: 'probe_status',
    desc: "States of Pixie's probes.",
    relation: [
      time,
      upid,
      source,
      text('tracepoint', 'Name of the tracepoint.'),
      int('status', 'Status code.'),
      text('error', 'What went wrong.'),
      text('info', 'More about it, as JSON.'),
    ],
  },
  {
    name: 'tcp_stats_events',
    desc: 'Counters of TCP.',
    relation: [
      time,
      upid,
      bytes('tx', 'Bytes sent.'),
      bytes('rx', 'Bytes received.'),
      int('retransmits', 'Segments sent again.'),
    ],
  },
];
