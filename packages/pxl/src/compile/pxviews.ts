/**
 * The library `pxviews` (pixie.md, appendix E), in PxL. HTTP views leave out health checks and traffic without a remote address;
 * counters count from the start of a process, so what happened in a window is the greatest less the least.
 */
export const pxviewsScript = `
import px


def _http_events(start_time, end_time):
    df = px.DataFrame('http_events', start_time=start_time, end_time=end_time)
    df = df[df.req_path != '/healthz' and df.req_path != '/readyz']
    df = df[df.remote_addr != '-']
    df.failure = df.resp_status >= 400
    df.pod_id = df.ctx['pod_id']
    return df


def _inbound_http(start_time, end_time):
    df = _http_events(start_time, end_time)
    return df[df.trace_role == 2]


def _span_ns(start_time, end_time):
    return px.parse_time(end_time) - px.parse_time(start_time)


def _pod_columns(df):
    df.pod = df.ctx['pod']
    df.service = df.ctx['service']
    df.namespace = df.ctx['namespace']
    df.node = df.ctx['node']
    return df


def inbound_http_summary(start_time, end_time):
    df = _inbound_http(start_time, end_time)
    df = df.groupby(['pod_id', 'remote_addr']).agg(
        latency_quantiles=('latency', px.quantiles),
        latency_sum=('latency', px.sum),
        num_requests=('latency', px.count),
        num_errors=('failure', px.sum),
        req_bytes=('req_body_size', px.sum),
        resp_bytes=('resp_body_size', px.sum),
        time_=('time_', px.max)
    )
    df = _pod_columns(df)
    df.requestor_ip = df.remote_addr
    df.requestor_id = px.ip_to_pod_id(df.remote_addr)
    df.requestor_pod = px.pod_id_to_pod_name(df.requestor_id)
    df.requestor_service = px.pod_id_to_service_name(df.requestor_id)
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'requestor_ip', 'requestor_pod',
               'requestor_service', 'latency_quantiles', 'latency_sum', 'num_requests', 'num_errors',
               'req_bytes', 'resp_bytes']]


def http_graph(start_time, end_time):
    df = _http_events(start_time, end_time)
    df = df.groupby(['pod_id', 'remote_addr', 'trace_role']).agg(
        latency_quantiles=('latency', px.quantiles),
        latency_sum=('latency', px.sum),
        num_requests=('latency', px.count),
        num_errors=('failure', px.sum),
        req_bytes=('req_body_size', px.sum),
        resp_bytes=('resp_body_size', px.sum),
        time_=('time_', px.max)
    )
    df.traced_pod = df.ctx['pod']
    df.traced_service = df.ctx['service']
    df.traced_ip = px.pod_name_to_pod_ip(df.traced_pod)
    df.is_local = px.regex_match('127[.]0[.]0[.][0-9]+', df.remote_addr)
    df.remote_id = px.select(df.is_local, df.pod_id, px.ip_to_pod_id(df.remote_addr))
    df.remote_pod = px.select(df.is_local, df.traced_pod, px.pod_id_to_pod_name(df.remote_id))
    df.remote_service = px.select(df.is_local, df.traced_service,
                                  px.service_id_to_service_name(px.ip_to_service_id(df.remote_addr)))
    df.is_server = df.trace_role == 2
    df.responder_pod = px.select(df.is_server, df.traced_pod, df.remote_pod)
    df.requestor_pod = px.select(df.is_server, df.remote_pod, df.traced_pod)
    df.responder_id = px.select(df.is_server, df.pod_id, df.remote_id)
    df.requestor_id = px.select(df.is_server, df.remote_id, df.pod_id)
    df.responder_ip = px.select(df.is_server, df.traced_ip, df.remote_addr)
    df.requestor_ip = px.select(df.is_server, df.remote_addr, df.traced_ip)
    df.responder_service = px.select(df.is_server, df.traced_service, df.remote_service)
    df.requestor_service = px.select(df.is_server, df.remote_service, df.traced_service)
    df.p50 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p50')))
    df.p90 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p90')))
    df.p99 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p99')))
    # Quantiles of several groups can't be put together: the mean stands for them.
    df = df.groupby(['responder_id', 'requestor_id', 'responder_pod', 'requestor_pod', 'responder_ip', 'requestor_ip',
                     'responder_service', 'requestor_service']).agg(
        latency_p50=('p50', px.mean),
        latency_p90=('p90', px.mean),
        latency_p99=('p99', px.mean),
        latency_quantiles=('latency_quantiles', px.any),
        latency_sum=('latency_sum', px.sum),
        num_requests=('num_requests', px.sum),
        num_errors=('num_errors', px.sum),
        req_bytes=('req_bytes', px.sum),
        resp_bytes=('resp_bytes', px.sum),
        time_=('time_', px.max)
    )
    df.responder_namespace = px.pod_name_to_namespace(df.responder_pod)
    df.requestor_namespace = px.pod_name_to_namespace(df.requestor_pod)
    df.responder_node = px.pod_id_to_node_name(df.responder_id)
    df.requestor_node = px.pod_id_to_node_name(df.requestor_id)
    return df[['time_', 'responder_pod', 'requestor_pod', 'responder_namespace', 'requestor_namespace',
               'responder_node', 'requestor_node', 'responder_ip', 'requestor_ip', 'responder_service',
               'requestor_service', 'latency_p50', 'latency_p90', 'latency_p99', 'latency_quantiles',
               'latency_sum', 'num_requests', 'num_errors', 'req_bytes', 'resp_bytes']]


def _process_usage(df, window_ns):
    df.pod_id = df.ctx['pod_id']
    df.container = df.ctx['container_name']
    df = df.groupby(['upid', 'pod_id', 'container', 'timestamp']).agg(
        rss=('rss_bytes', px.mean),
        vsize=('vsize_bytes', px.mean),
        utime_max=('cpu_utime_ns', px.max),
        utime_min=('cpu_utime_ns', px.min),
        ktime_max=('cpu_ktime_ns', px.max),
        ktime_min=('cpu_ktime_ns', px.min),
        read_max=('read_bytes', px.max),
        read_min=('read_bytes', px.min),
        write_max=('write_bytes', px.max),
        write_min=('write_bytes', px.min),
        rchar_max=('rchar_bytes', px.max),
        rchar_min=('rchar_bytes', px.min),
        wchar_max=('wchar_bytes', px.max),
        wchar_min=('wchar_bytes', px.min),
        last=('time_', px.max)
    )
    df.cpu_ns = df.utime_max - df.utime_min + (df.ktime_max - df.ktime_min)
    df.read = (df.read_max - df.read_min) / window_ns
    df.write = (df.write_max - df.write_min) / window_ns
    df.rchar = (df.rchar_max - df.rchar_min) / window_ns
    df.wchar = (df.wchar_max - df.wchar_min) / window_ns
    df = df.groupby(['pod_id', 'container', 'timestamp']).agg(
        cpu_ns=('cpu_ns', px.sum),
        actual_disk_read_throughput=('read', px.sum),
        actual_disk_write_throughput=('write', px.sum),
        total_disk_read_throughput=('rchar', px.sum),
        total_disk_write_throughput=('wchar', px.sum),
        rss=('rss', px.sum),
        vsize=('vsize', px.sum),
        last=('last', px.max)
    )
    df.cpu_usage = px.Percent(df.cpu_ns / window_ns)
    return _pod_columns(df)


def _process_columns(df):
    return df[['time_', 'pod_id', 'container', 'pod', 'service', 'namespace', 'node', 'cpu_usage',
               'actual_disk_read_throughput', 'actual_disk_write_throughput', 'total_disk_read_throughput',
               'total_disk_write_throughput', 'rss', 'vsize']]


def container_process_timeseries(start_time, end_time, window_ns):
    df = px.DataFrame('process_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.bin(df.time_, window_ns)
    df = _process_usage(df, window_ns)
    df.time_ = df.timestamp
    return _process_columns(df)


def container_process_summary(start_time, end_time):
    df = px.DataFrame('process_stats', start_time=start_time, end_time=end_time)
    df.timestamp = 0
    df = _process_usage(df, _span_ns(start_time, end_time))
    df.time_ = df.last
    return _process_columns(df)


def pod_resource_stats(start_time, end_time):
    df = container_process_summary(start_time, end_time)
    df = df.groupby(['pod_id', 'pod', 'service', 'node', 'namespace']).agg(
        time_=('time_', px.max),
        container_count=('container', px.count),
        cpu_usage=('cpu_usage', px.sum),
        rss=('rss', px.sum),
        vsize=('vsize', px.sum),
        actual_disk_read_throughput=('actual_disk_read_throughput', px.sum),
        actual_disk_write_throughput=('actual_disk_write_throughput', px.sum),
        total_disk_read_throughput=('total_disk_read_throughput', px.sum),
        total_disk_write_throughput=('total_disk_write_throughput', px.sum)
    )
    df.pod_start_time = px.pod_name_to_start_time(df.pod)
    df.pod_status = px.pod_name_to_status(df.pod)
    return df[['time_', 'pod_id', 'pod', 'service', 'node', 'namespace', 'container_count', 'pod_start_time',
               'pod_status', 'cpu_usage', 'rss', 'vsize', 'actual_disk_read_throughput',
               'actual_disk_write_throughput', 'total_disk_read_throughput', 'total_disk_write_throughput']]


def _network_usage(df, window_ns):
    df = df.groupby(['pod_id', 'timestamp']).agg(
        rx_bytes_max=('rx_bytes', px.max),
        rx_bytes_min=('rx_bytes', px.min),
        tx_bytes_max=('tx_bytes', px.max),
        tx_bytes_min=('tx_bytes', px.min),
        rx_drops_max=('rx_drops', px.max),
        rx_drops_min=('rx_drops', px.min),
        tx_drops_max=('tx_drops', px.max),
        tx_drops_min=('tx_drops', px.min),
        rx_errors_max=('rx_errors', px.max),
        rx_errors_min=('rx_errors', px.min),
        tx_errors_max=('tx_errors', px.max),
        tx_errors_min=('tx_errors', px.min),
        last=('time_', px.max)
    )
    df = _pod_columns(df)
    df.rx_bytes_per_ns = (df.rx_bytes_max - df.rx_bytes_min) / window_ns
    df.tx_bytes_per_ns = (df.tx_bytes_max - df.tx_bytes_min) / window_ns
    df.rx_drops_per_ns = (df.rx_drops_max - df.rx_drops_min) / window_ns
    df.tx_drops_per_ns = (df.tx_drops_max - df.tx_drops_min) / window_ns
    df.rx_errors_per_ns = (df.rx_errors_max - df.rx_errors_min) / window_ns
    df.tx_errors_per_ns = (df.tx_errors_max - df.tx_errors_min) / window_ns
    return df


def _network_columns(df):
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'rx_bytes_per_ns', 'tx_bytes_per_ns',
               'rx_drops_per_ns', 'tx_drops_per_ns', 'rx_errors_per_ns', 'tx_errors_per_ns']]


def pod_network_timeseries(start_time, end_time, window_ns):
    df = px.DataFrame('network_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.bin(df.time_, window_ns)
    df = _network_usage(df, window_ns)
    df.time_ = df.timestamp
    return _network_columns(df)


def pod_network_summary(start_time, end_time):
    df = px.DataFrame('network_stats', start_time=start_time, end_time=end_time)
    df.timestamp = 0
    df = _network_usage(df, _span_ns(start_time, end_time))
    df.time_ = df.last
    return _network_columns(df)


def inbound_http_throughput_timeseries(start_time, end_time, window_ns):
    df = _inbound_http(start_time, end_time)
    df.container = df.ctx['container_name']
    df.timestamp = px.bin(df.time_, window_ns)
    df = df.groupby(['timestamp', 'pod_id', 'container']).agg(
        num_requests=('latency', px.count),
        num_errors=('failure', px.sum)
    )
    df = _pod_columns(df)
    df.time_ = df.timestamp
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'container', 'num_requests', 'num_errors']]


def inbound_http_latency_timeseries(start_time, end_time, window_ns):
    df = _inbound_http(start_time, end_time)
    df.timestamp = px.bin(df.time_, window_ns)
    df = df.groupby(['timestamp', 'pod_id']).agg(
        latency_quantiles=('latency', px.quantiles),
        num_requests=('latency', px.count),
        num_errors=('failure', px.sum),
        latency_sum=('latency', px.sum),
        req_bytes=('req_body_size', px.sum),
        resp_bytes=('resp_body_size', px.sum)
    )
    df = _pod_columns(df)
    df.time_ = df.timestamp
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'latency_quantiles', 'num_requests',
               'num_errors', 'latency_sum', 'req_bytes', 'resp_bytes']]


def stacktraces(start_time, end_time):
    df = px.DataFrame('stack_traces.beta', start_time=start_time, end_time=end_time)
    df.namespace = df.ctx['namespace']
    df.service = df.ctx['service']
    df.pod = df.ctx['pod']
    df.container = df.ctx['container_name']
    df.cmdline = df.ctx['cmdline']
    # Of the machine that executes: processes outside of Kubernetes have one too.
    df.node = px.Node(px._exec_hostname())
    df.cpus = px._exec_host_num_cpus()
    return df.groupby(['namespace', 'node', 'service', 'pod', 'container', 'cmdline', 'stack_trace_id']).agg(
        stack_trace=('stack_trace', px.any),
        time_=('time_', px.max),
        count=('count', px.sum),
        node_num_cpus=('cpus', px.any)
    )[['namespace', 'node', 'service', 'pod', 'container', 'cmdline', 'stack_trace', 'time_', 'stack_trace_id',
       'count', 'node_num_cpus']]


def _connections(start_time, end_time, role):
    df = px.DataFrame('conn_stats', start_time=start_time, end_time=end_time)
    df = df[df.trace_role == role]
    df = df.groupby(['upid', 'remote_addr', 'remote_port', 'ssl', 'protocol']).agg(
        time_=('time_', px.max),
        sent_max=('bytes_sent', px.max),
        sent_min=('bytes_sent', px.min),
        recv_max=('bytes_recv', px.max),
        recv_min=('bytes_recv', px.min)
    )
    df.bytes = df.sent_max - df.sent_min + (df.recv_max - df.recv_min)
    df.pod_id = df.ctx['pod_id']
    return df.groupby(['pod_id', 'remote_addr']).agg(last=('time_', px.max), bytes=('bytes', px.sum))


def connection_throughput_stats(start_time, end_time):
    inbound = _connections(start_time, end_time, 2)
    outbound = _connections(start_time, end_time, 1)
    df = inbound.merge(outbound, how='outer', left_on=['pod_id', 'remote_addr'], right_on=['pod_id', 'remote_addr'],
                       suffixes=['_in', '_out'])
    df.pod_id = px.select(df.pod_id_in != '', df.pod_id_in, df.pod_id_out)
    df.remote_addr = px.select(df.remote_addr_in != '', df.remote_addr_in, df.remote_addr_out)
    df.time_ = px.select(df.last_in >= df.last_out, df.last_in, df.last_out)
    df = _pod_columns(df)
    df.inbound_conn_throughput = df.bytes_in
    df.outbound_conn_throughput = df.bytes_out
    return df[['time_', 'remote_addr', 'node', 'pod_id', 'pod', 'namespace', 'service', 'inbound_conn_throughput',
               'outbound_conn_throughput']]


def processes(start_time, end_time):
    df = px.DataFrame('process_stats', start_time=start_time, end_time=end_time)
    df = df.groupby(['upid']).agg(time_=('time_', px.max))
    df.service = df.ctx['service']
    df.namespace = df.ctx['namespace']
    df.node = df.ctx['node']
    df.pod_id = df.ctx['pod_id']
    df.pod = df.ctx['pod']
    df.container_name = df.ctx['container_name']
    df.container_id = df.ctx['container_id']
    df.cmdline = df.ctx['cmdline']
    df.pid = df.ctx['pid']
    df.container_status = px.container_id_to_status(df.container_id)
    return df[['time_', 'service', 'namespace', 'node', 'upid', 'pod_id', 'pod', 'container_name', 'container_id',
               'cmdline', 'pid', 'container_status']]
`;
