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
    return df


def _inbound_http(start_time, end_time):
    df = _http_events(start_time, end_time)
    return df[df.trace_role == 2]


def _pod_columns(df):
    df.pod = df.ctx['pod']
    df.service = df.ctx['service']
    df.namespace = df.ctx['namespace']
    df.node = df.ctx['node']
    return df


def inbound_http_summary(start_time, end_time):
    df = _inbound_http(start_time, end_time)
    df.pod_id = df.ctx['pod_id']
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
    df.requestor_pod = px.pod_id_to_pod_name(px.ip_to_pod_id(df.remote_addr, df.time_))
    df.requestor_service = px.service_id_to_service_name(px.ip_to_service_id(df.remote_addr))
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'requestor_ip', 'requestor_pod',
               'requestor_service', 'latency_quantiles', 'latency_sum', 'num_requests', 'num_errors',
               'req_bytes', 'resp_bytes']]


def http_graph(start_time, end_time):
    df = _http_events(start_time, end_time)
    df.traced_pod = df.ctx['pod']
    df.traced_ip = px.pod_name_to_pod_ip(df.traced_pod)
    df.is_local = px.contains(df.remote_addr, '127.0.0.')
    df.remote_pod = px.select(df.is_local, df.traced_pod,
                              px.pod_id_to_pod_name(px.ip_to_pod_id(df.remote_addr, df.time_)))
    df.remote_ip = px.select(df.is_local, df.traced_ip, df.remote_addr)
    df.is_server = df.trace_role == 2
    df.responder_pod = px.select(df.is_server, df.traced_pod, df.remote_pod)
    df.requestor_pod = px.select(df.is_server, df.remote_pod, df.traced_pod)
    df.responder_ip = px.select(df.is_server, df.traced_ip, df.remote_ip)
    df.requestor_ip = px.select(df.is_server, df.remote_ip, df.traced_ip)
    df = df.groupby(['responder_pod', 'requestor_pod', 'responder_ip', 'requestor_ip']).agg(
        latency_quantiles=('latency', px.quantiles),
        latency_sum=('latency', px.sum),
        num_requests=('latency', px.count),
        num_errors=('failure', px.sum),
        req_bytes=('req_body_size', px.sum),
        resp_bytes=('resp_body_size', px.sum),
        time_=('time_', px.max)
    )
    df.responder_pod = px.Pod(df.responder_pod)
    df.requestor_pod = px.Pod(df.requestor_pod)
    df.responder_namespace = px.pod_name_to_namespace(df.responder_pod)
    df.requestor_namespace = px.pod_name_to_namespace(df.requestor_pod)
    df.responder_node = px.pod_id_to_node_name(px.pod_name_to_pod_id(df.responder_pod))
    df.requestor_node = px.pod_id_to_node_name(px.pod_name_to_pod_id(df.requestor_pod))
    df.responder_service = px.pod_name_to_service_name(df.responder_pod)
    df.requestor_service = px.pod_name_to_service_name(df.requestor_pod)
    df.latency_p50 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p50')))
    df.latency_p90 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p90')))
    df.latency_p99 = px.DurationNanos(px.floor(px.pluck_float64(df.latency_quantiles, 'p99')))
    return df[['time_', 'responder_pod', 'requestor_pod', 'responder_namespace', 'requestor_namespace',
               'responder_node', 'requestor_node', 'responder_ip', 'requestor_ip', 'responder_service',
               'requestor_service', 'latency_p50', 'latency_p90', 'latency_p99', 'latency_quantiles',
               'latency_sum', 'num_requests', 'num_errors', 'req_bytes', 'resp_bytes']]


def _process_windows(start_time, end_time, window_ns):
    df = px.DataFrame('process_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.bin(df.time_, window_ns)
    return _process_usage(df, window_ns)


def _process_usage(df, window_ns):
    df = df.groupby(['upid', 'timestamp']).agg(
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
        wchar_min=('wchar_bytes', px.min)
    )
    df.cpu_ns = df.utime_max - df.utime_min + (df.ktime_max - df.ktime_min)
    df.read = df.read_max - df.read_min
    df.write = df.write_max - df.write_min
    df.rchar = df.rchar_max - df.rchar_min
    df.wchar = df.wchar_max - df.wchar_min
    df.pod_id = df.ctx['pod_id']
    df.container = df.ctx['container_name']
    df = df.groupby(['pod_id', 'container', 'timestamp']).agg(
        cpu_ns=('cpu_ns', px.sum),
        read=('read', px.sum),
        write=('write', px.sum),
        rchar=('rchar', px.sum),
        wchar=('wchar', px.sum),
        rss=('rss', px.sum),
        vsize=('vsize', px.sum)
    )
    df = _pod_columns(df)
    df.cpu_usage = px.Percent(df.cpu_ns / window_ns)
    df.actual_disk_read_throughput = df.read / window_ns
    df.actual_disk_write_throughput = df.write / window_ns
    df.total_disk_read_throughput = df.rchar / window_ns
    df.total_disk_write_throughput = df.wchar / window_ns
    df.time_ = df.timestamp
    return df[['time_', 'pod_id', 'container', 'pod', 'service', 'namespace', 'node', 'cpu_usage',
               'actual_disk_read_throughput', 'actual_disk_write_throughput', 'total_disk_read_throughput',
               'total_disk_write_throughput', 'rss', 'vsize']]


def container_process_timeseries(start_time, end_time, window_ns):
    return _process_windows(start_time, end_time, window_ns)


def container_process_summary(start_time, end_time):
    df = px.DataFrame('process_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.int64_to_time(px.time_to_int64(px.parse_time(end_time)))
    window_ns = px.DurationNanos(px.parse_time(end_time) - px.parse_time(start_time))
    return _process_usage(df, window_ns)


def pod_resource_stats(start_time, end_time):
    df = container_process_summary(start_time, end_time)
    df = df.groupby(['time_', 'pod_id', 'pod', 'service', 'node', 'namespace']).agg(
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
        tx_errors_min=('tx_errors', px.min)
    )
    df = _pod_columns(df)
    df.rx_bytes_per_ns = (df.rx_bytes_max - df.rx_bytes_min) / window_ns
    df.tx_bytes_per_ns = (df.tx_bytes_max - df.tx_bytes_min) / window_ns
    df.rx_drops_per_ns = (df.rx_drops_max - df.rx_drops_min) / window_ns
    df.tx_drops_per_ns = (df.tx_drops_max - df.tx_drops_min) / window_ns
    df.rx_errors_per_ns = (df.rx_errors_max - df.rx_errors_min) / window_ns
    df.tx_errors_per_ns = (df.tx_errors_max - df.tx_errors_min) / window_ns
    df.time_ = df.timestamp
    return df[['time_', 'pod_id', 'pod', 'service', 'namespace', 'node', 'rx_bytes_per_ns', 'tx_bytes_per_ns',
               'rx_drops_per_ns', 'tx_drops_per_ns', 'rx_errors_per_ns', 'tx_errors_per_ns']]


def pod_network_timeseries(start_time, end_time, window_ns):
    df = px.DataFrame('network_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.bin(df.time_, window_ns)
    return _network_usage(df, window_ns)


def pod_network_summary(start_time, end_time):
    df = px.DataFrame('network_stats', start_time=start_time, end_time=end_time)
    df.timestamp = px.int64_to_time(px.time_to_int64(px.parse_time(end_time)))
    window_ns = px.DurationNanos(px.parse_time(end_time) - px.parse_time(start_time))
    return _network_usage(df, window_ns)


def inbound_http_throughput_timeseries(start_time, end_time, window_ns):
    df = _inbound_http(start_time, end_time)
    df.pod_id = df.ctx['pod_id']
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
    df.pod_id = df.ctx['pod_id']
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
    df.node = df.ctx['node']
    df.service = df.ctx['service']
    df.pod = df.ctx['pod']
    df.container = df.ctx['container_name']
    df.cmdline = df.ctx['cmdline']
    df = df.groupby(['namespace', 'node', 'service', 'pod', 'container', 'cmdline', 'stack_trace']).agg(
        time_=('time_', px.max),
        stack_trace_id=('stack_trace_id', px.any),
        count=('count', px.sum)
    )
    df.node_num_cpus = px._exec_host_num_cpus()
    return df


def _connections(start_time, end_time, role):
    df = px.DataFrame('conn_stats', start_time=start_time, end_time=end_time)
    df = df[df.trace_role == role]
    df = df.groupby(['upid', 'remote_addr', 'remote_port']).agg(
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
    window_ns = px.DurationNanos(px.parse_time(end_time) - px.parse_time(start_time))
    inbound = _connections(start_time, end_time, 2)
    outbound = _connections(start_time, end_time, 1)
    df = inbound.merge(outbound, how='outer', left_on=['pod_id', 'remote_addr'], right_on=['pod_id', 'remote_addr'],
                       suffixes=['_in', '_out'])
    df.is_in = df.pod_id_in != ''
    df.pod_id = px.select(df.is_in, df.pod_id_in, df.pod_id_out)
    df.remote_addr = px.select(df.is_in, df.remote_addr_in, df.remote_addr_out)
    df.time_ = px.select(df.last_in > df.last_out, df.last_in, df.last_out)
    df.node = df.ctx['node']
    df.pod = df.ctx['pod']
    df.namespace = df.ctx['namespace']
    df.service = df.ctx['service']
    df.inbound_conn_throughput = df.bytes_in / window_ns
    df.outbound_conn_throughput = df.bytes_out / window_ns
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
