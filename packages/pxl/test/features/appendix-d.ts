/** What the public scripts use (pixie.md, appendix D): each has to be used by a script here. */
export const appendixD = {
  structure: [
    ...['def', 'df.x =', "df['x'] =", 'filter', 'ctx', 'keep-list', 'dict', 'display', 'debug'],
    ...['and', 'or', 'not', '==', '!=', '>=', '>', '<', '/', '*', '-', '+', 'vis.json', 'exec_funcs'],
  ],
  methods: [
    ...['agg', 'groupby', 'drop', 'head', 'append', 'rolling', 'stream'],
    ...['merge inner', 'merge left', 'merge right', 'merge outer'],
  ],
  px: [
    ...['DataFrame', 'contains', 'ip_to_pod_id', 'sum', 'count', 'select', 'pod_id_to_pod_name'],
    ...['DurationNanos', 'mean', 'bin', 'quantiles', 'script_reference', 'pluck_float64', 'floor', 'max'],
    ...['Percent', 'Namespace', 'min', 'pluck', 'Pod', 'upid_to_pid', 'nslookup', 'Service'],
    ...['pod_id_to_service_name', 'pod_name_to_start_time', 'substring', 'Bytes', 'pod_name_to_status'],
    ...['_exec_hostname', 'length', 'any', 'find', 'regex_match', 'ip_to_service_id', 'parse_duration'],
    ...['now', 'pluck_array', 'pod_id_to_node_name', 'Node', 'upid_to_cmdline', 'upid_to_asid', 'atoi'],
    ...['GetAgentStatus', 'seconds', 'service_id_to_service_name', 'asid', 'pluck_int64'],
    ...['cql_opcode_name', 'replace', 'kafka_api_key_name', 'pod_name_to_pod_ip', 'normalize_pgsql'],
    ...['normalize_mysql', 'display', 'debug', 'upid_to_pod_name', 'split', 'redact_pii_best_effort'],
    ...['protocol_name', 'parse_time', 'negate', 'mux_frame_type_name', 'itoa', 'has_service_name'],
    ...['get_cidrs', 'format_duration', 'equal', 'container_id_to_status', 'cidrs_contain_ip'],
    ...['amqp_method_name', 'amqp_frame_type_name', '_predict_request_path_cluster', '_match_endpoint'],
    ...['_exec_host_num_cpus', '_build_request_path_clusters', '_HeapGrowthStacks', 'GetUDTFList'],
    ...['GetUDFList', 'GetUDAList', 'GetTracepointStatus', 'GetTables', 'GetSchemas'],
  ],
  contextKeys: [
    ...['pod', 'namespace', 'service', 'node', 'node_name', 'pod_name', 'cmdline', 'container_name'],
    ...['container', 'a variable key'],
  ],
  tables: [
    ...['http_events', 'process_stats', 'kafka_events.beta', 'mysql_events', 'amqp_events', 'dns_events'],
    ...['pgsql_events', 'cql_events', 'conn_stats', 'redis_events', 'jvm_stats', 'network_stats'],
    ...['mongodb_events', 'mux_events', 'nats_events.beta', 'stack_traces.beta', 'stirling_error'],
    ...['probe_status', 'by variable'],
  ],
  annotations: [
    ...['str', 'none', 'px.Pod', 'px.Namespace', 'px.Service', 'int', 'px.Node', 'bool', 'float'],
    'px.DataFrame',
  ],
  modules: ['pxtrace', 'pxviews'],
  /** Appendix E. */
  views: [
    ...['inbound_http_summary', 'http_graph', 'container_process_timeseries', 'container_process_summary'],
    ...['pod_resource_stats', 'pod_network_timeseries', 'pod_network_summary', 'processes'],
    ...['inbound_http_throughput_timeseries', 'inbound_http_latency_timeseries', 'stacktraces'],
    'connection_throughput_stats',
  ],
} as const;

export type Group = keyof typeof appendixD;
