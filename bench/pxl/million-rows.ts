// The million rows as a store, and the cluster behind them.
import {
  type ClusterMetadata,
  type Column,
  emptyMetadata,
  type Relation,
  type TableStore,
  type Value,
} from '@chaoskit/pxl';
import { BASE_NS, httpEvents, ROWS, upids } from './http-events.mjs';

/** The rows as a store, and what its columns hold in bytes: 8 a number, 4 a code. */
export function eventStore(rows = ROWS): { store: TableStore; relation: Relation; bytes: number } {
  const events = httpEvents(rows);
  const small = (type: 'INT64' | 'TIME64NS', offsets: Float64Array, base = 0n): Column => ({
    form: 'small',
    type,
    base,
    offsets,
    rows,
  });
  const coded = (type: 'STRING' | 'UINT128', codes: Uint32Array, dictionary: readonly Value[]): Column => ({
    form: 'coded',
    type,
    codes,
    dictionary,
    rows,
  });
  const columns: Record<string, Column> = {
    time_: small('TIME64NS', events.time, BASE_NS),
    upid: coded('UINT128', events.upid, upids),
    remote_addr: coded('STRING', events.remote, ['10.0.0.1', '-']),
    trace_role: small('INT64', events.role),
    req_path: coded('STRING', events.path, ['/consumer', '/healthz']),
    resp_status: small('INT64', events.status),
    resp_body_size: small('INT64', events.size),
    latency: small('INT64', events.latency),
  };
  const relation = Object.entries(columns).map(([name, { type }]) => ({
    name,
    type,
    semanticType: 'ST_NONE' as const,
  }));
  const store: TableStore = {
    tables: [{ name: 'http_events', desc: '', relation }],
    read: () => ({ rows, column: (name) => columns[name] as Column }),
  };
  const bytes = Object.values(columns).reduce(
    (sum, column) => sum + (column.form === 'small' ? 8 : 4) * column.rows,
    0,
  );
  return { store, relation, bytes };
}

const running = { startTimeNs: 1n, stopTimeNs: 0n };
export const metadata: ClusterMetadata = {
  ...emptyMetadata,
  services: [{ uid: 's', name: 'default/consumer', clusterIp: '', externalIps: [], ...running }],
  pods: [
    {
      uid: 'p',
      name: 'default/consumer-0',
      node: 'n',
      hostname: '',
      ip: '10.0.0.9',
      phase: 'Running',
      phaseMessage: '',
      phaseReason: '',
      ready: true,
      labels: '',
      qosClass: '',
      owners: [],
      services: ['s'],
      ...running,
    },
  ],
  containers: [{ id: 'c', name: 'c', podUid: 'p', state: '', stateMessage: '', stateReason: '', ...running }],
  processes: upids.slice(0, 5).map((upid) => ({ upid, cmdline: '', containerId: 'c' })),
};

export const nowNs = BASE_NS + 120_000_000_000n;
