/** Names of the outputs of the scripts below. */
const outputs = {
  rows: 'rows',
  processes: 'processes',
  peers: 'peers',
  agents: 'agents',
  now: 'now',
} as const;

/** All that the cluster knows of the pod behind `pod_id`; empty where there is none. */
const podColumns = `
m.pod_name = px.pod_id_to_pod_name(m.pod_id)
m.pod_ip = px.pod_name_to_pod_ip(m.pod_name)
m.pod_start = px.time_to_int64(px.pod_id_to_start_time(m.pod_id))
m.pod_stop = px.time_to_int64(px.pod_id_to_stop_time(m.pod_id))
m.pod_status = px.pod_name_to_status(m.pod_name)
m.pod_labels = px.pod_id_to_pod_labels(m.pod_id)
m.node = px.pod_id_to_node_name(m.pod_id)
m.service_id = px.pod_id_to_service_id(m.pod_id)
m.service_name = px.pod_id_to_service_name(m.pod_id)
m.deployment_id = px.pod_id_to_deployment_id(m.pod_id)
m.deployment_name = px.pod_id_to_deployment_name(m.pod_id)
m.replicaset_id = px.pod_id_to_replicaset_id(m.pod_id)
m.replicaset_name = px.pod_id_to_replicaset_name(m.pod_id)
`;

export interface RecordedTable {
  readonly name: string;
  /** As PxL takes it: `-5m`. */
  readonly start: string;
  readonly maxRows: number;
}

/** The rows of one table. */
export const rowsScript = ({ name, start, maxRows }: RecordedTable): string =>
  `#px:set max_output_rows_per_table=${maxRows}
import px
px.display(px.DataFrame(${JSON.stringify(name)}, start_time=${JSON.stringify(start)}), '${outputs.rows}')
`;

/** The processes that a table names, and the pods that they run in. */
export const processesScript = ({ name, start, maxRows }: RecordedTable): string =>
  `#px:set max_output_rows_per_table=${maxRows}
import px
m = px.DataFrame(${JSON.stringify(name)}, start_time=${JSON.stringify(start)})
m = m.groupby('upid').agg(seen=('time_', px.count))
m.container_id = px.upid_to_container_id(m.upid)
m.container_name = px.upid_to_container_name(m.upid)
m.cmdline = px.upid_to_cmdline(m.upid)
m.hostname = px.upid_to_hostname(m.upid)
m.pod_id = px.upid_to_pod_id(m.upid)${podColumns}px.display(m, '${outputs.processes}')
`;

/** The pods and services behind the addresses at the other end. */
export const peersScript = ({ name, start, maxRows }: RecordedTable): string =>
  `#px:set max_output_rows_per_table=${maxRows}
import px
m = px.DataFrame(${JSON.stringify(name)}, start_time=${JSON.stringify(start)})
m = m.groupby('remote_addr').agg(seen=('time_', px.count))
m.name = px.nslookup(m.remote_addr)
m.ip_service_id = px.ip_to_service_id(m.remote_addr)
m.ip_service_name = px.service_id_to_service_name(m.ip_service_id)
m.ip_service_ip = px.service_id_to_cluster_ip(m.ip_service_id)
m.pod_id = px.ip_to_pod_id(m.remote_addr)${podColumns}px.display(m, '${outputs.peers}')
`;

/** The agents of the cluster. */
export const agentsScript = `import px
px.display(px.GetAgentStatus(), '${outputs.agents}')
`;

/** The cluster's own now, in ns since the epoch: one row, whatever the cluster has. */
export const nowScript = `import px
df = px.GetTables().agg(tables=('table_name', px.count))
df.now = px.now()
px.display(df, '${outputs.now}')
`;
