import { cluster, nowNs, second, startNs } from '../dataset/cluster.js';
import { groupBy, int, least, mean, most, quantile, quantilesText, sum, text } from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import {
  columns,
  type Expectation,
  type Expectations,
  each,
  http,
  output,
  recorded,
} from '../expectation.js';

const byMethod = groupBy(http, (row) => text(row, 'req_method'));
const latencies = (rows: readonly Row[]): bigint[] => rows.map((row) => int(row, 'latency'));
const times = (rows: readonly Row[]): bigint[] => rows.map((row) => int(row, 'time_'));
const count = (rows: readonly Row[]): bigint => BigInt(rows.length);
const per = (groups: Map<string, Row[]>, make: (key: string, rows: readonly Row[]) => Row) =>
  output([...groups].map(([key, rows]) => make(key, rows)));
const byPath = groupBy(http, (row) => text(row, 'req_path'));
const paths = (make: (path: string) => Row) =>
  each('http_events', (row) => ({ req_path: text(row, 'req_path'), ...make(text(row, 'req_path')) }));
const kept = (holds: (row: Row) => boolean, ...names: string[]) =>
  output(http.filter(holds).map((row) => columns(row, ...names)));
const casted = (name: string, column: string, type: string) =>
  each('http_events', (row) => ({ [name]: row[column] ?? '' }), { semanticTypes: { [name]: type } });
const body = (row: Row) => JSON.parse(text(row, 'resp_body'));
const after = (seconds: bigint) => kept((row) => int(row, 'time_') >= startNs + seconds * second, 'time_');
const once = (row: Row): Expectation => output([row]);

/** Members of `px` that compute from values alone. */
export const pxValues: Expectations = {
  'px/DataFrame': output(
    http
      .filter(
        (row) => int(row, 'time_') >= startNs + 40n * second && int(row, 'time_') <= startNs + 100n * second,
      )
      .map((row) => columns(row, 'req_path', 'time_')),
    { ordered: true },
  ),
  'px/display': { tables: { paths: http.map((row) => columns(row, 'req_path')) }, ordered: true },
  'px/debug': { tables: { _output: http.slice(0, 3).map((row) => columns(row, 'req_path')) } },
  'px/contains': kept((row) => text(row, 'req_path').includes('api'), 'req_path', 'latency'),
  'px/sum': per(byMethod, (req_method, rows) => ({
    req_method,
    bytes: sum(rows.map((row) => int(row, 'resp_body_size'))),
    failed: count(rows.filter((row) => int(row, 'resp_status') >= 400n)),
  })),
  'px/count': per(
    groupBy(http, (row) => text(row, 'resp_status')),
    (status, rows) => ({
      resp_status: BigInt(status),
      requests: count(rows),
    }),
  ),
  'px/mean': per(
    groupBy(http, (row) => text(row, 'trace_role')),
    (role, rows) => ({
      trace_role: BigInt(role),
      latency: mean(latencies(rows)),
      gets: rows.filter((row) => row.req_method === 'GET').length / rows.length,
    }),
  ),
  'px/max': per(byPath, (req_path, rows) => ({
    req_path,
    last: most(times(rows)),
    slowest: most(latencies(rows)),
  })),
  'px/min': per(byPath, (req_path, rows) => ({
    req_path,
    first: least(times(rows)),
    fastest: least(latencies(rows)),
  })),
  'px/any': output(
    [
      ['OK', 200n],
      ['Not Found', 404n],
      ['Internal Server Error', 500n],
      ['Created', 201n],
    ].map(([resp_message, resp_status]) => ({
      resp_message: resp_message ?? '',
      resp_status: resp_status ?? 0n,
    })),
  ),
  'px/quantiles': {
    ...per(byMethod, (req_method, rows) => ({ req_method, latency: quantilesText(latencies(rows)) })),
    semanticTypes: { latency: 'ST_DURATION_NS_QUANTILES' },
  },
  'px/pluck_float64': per(byMethod, (req_method, rows) => ({
    req_method,
    p50: quantile(latencies(rows), 0.5),
    p90: quantile(latencies(rows), 0.9),
  })),
  'px/select': each('http_events', (row) => ({
    trace_role: int(row, 'trace_role'),
    side: row.trace_role === 2n ? 'server' : 'client',
  })),
  'px/DurationNanos': casted('ms', 'resp_status', 'ST_DURATION_NS'),
  'px/Bytes': casted('size', 'resp_status', 'ST_BYTES'),
  'px/Namespace': casted('ns', 'req_method', 'ST_NAMESPACE_NAME'),
  'px/Pod': casted('pod', 'req_method', 'ST_POD_NAME'),
  'px/Service': casted('service', 'req_method', 'ST_SERVICE_NAME'),
  'px/Node': casted('node', 'req_method', 'ST_NODE_NAME'),
  'px/Percent': output([{ share: http.length / Number(sum(http.map((row) => int(row, 'req_body_size')))) }], {
    semanticTypes: { share: 'ST_PERCENT' },
  }),
  'px/bin': per(
    groupBy(http, (row) => String(int(row, 'time_') - (int(row, 'time_') % (60n * second)))),
    (window, rows) => ({
      window: BigInt(window),
      requests: count(rows),
    }),
  ),
  'px/floor': each('http_events', (row) => ({
    latency: int(row, 'latency'),
    ms: BigInt(Math.floor(Number(row.latency) / 3_000_000)),
  })),
  'px/negate': each('http_events', (row) => ({
    minus: -int(row, 'latency'),
    sign: -int(row, 'resp_status'),
  })),
  'px/equal': kept((row) => row.resp_status === 200n, 'resp_status', 'latency'),
  'px/pluck': each('http_events', (row) => ({
    agent: JSON.parse(text(row, 'req_headers'))['User-Agent'],
    price: String(body(row).price),
    tags: JSON.stringify(body(row).tags),
    none: '',
  })),
  // A price has a point, so it is no integer.
  'px/pluck_int64': each('http_events', (row) => ({ id: BigInt(body(row).id), price: 0n })),
  'px/pluck_array': each('http_events', (row) => ({ tag: body(row).tags[0], none: '' })),
  'px/split': paths((path) => ({ parts: JSON.stringify(path.split('/')) })),
  'px/substring': paths((path) => ({ part: path.slice(1, 4) })),
  'px/length': paths((path) => ({ bytes: BigInt(path.length), umlaut: 2n })),
  'px/find': paths((path) => ({ at: BigInt(path.indexOf('/v1')) })),
  'px/atoi': paths((path) => ({ number: path === '/api/v1/pay/42' ? 42n : -1n })),
  'px/itoa': each('http_events', (row) => ({ status: `status ${row.resp_status}` })),
  'px/regex_match': kept((row) => text(row, 'req_path').startsWith('/api/v1/'), 'req_path', 'latency'),
  'px/replace': paths((path) => ({ template: path.replace('/api/v1', '/api/vN') })),
  'px/redact_pii_best_effort': each('http_events', (row) => ({
    clean: row.req_body === '' ? '' : 'mail <REDACTED_EMAIL> from <REDACTED_IPV4>',
  })),
  'px/normalize_pgsql': output(
    recorded('pgsql_events').map((_, index) => ({
      query: 'SELECT * FROM carts WHERE owner = $1 LIMIT $2',
      params: `["'o${index}'","10"]`,
    })),
  ),
  'px/normalize_mysql': output(
    recorded('mysql_events')
      .filter((row) => row.req_cmd === 3n)
      .map(() => ({ query: 'SELECT name FROM users WHERE id = ? AND city = ?' })),
  ),
  'px/parse_duration': each('http_events', (row) => ({
    latency: int(row, 'latency'),
    slow: int(row, 'latency') > 30_000_000n,
  })),
  'px/format_duration': once({ minutes: '-5m', hours: '1h' }),
  // 520 s after the recording's first row.
  'px/parse_time': after(520n),
  'px/seconds': after(500n),
  'px/now': once({ now: nowNs }),
  'px/script_reference': output(
    http.slice(0, 2).map((row) => ({
      link: `{"label":"${text(row, 'req_path')}","script":"own/script","args":{}}`,
    })),
  ),
  'px/_match_endpoint': kept((row) => row.req_path === '/api/v1/pay', 'req_path', 'latency'),
  'px/_build_request_path_clusters': once({ clusters: JSON.stringify([...byPath.keys()].sort()) }),
  'px/_predict_request_path_cluster': paths((path) => ({
    endpoint: path === '/api/v1/pay' ? '/api/v1/*' : path,
  })),
  'px/nslookup': each('http_events', (row) => ({
    remote_addr: text(row, 'remote_addr'),
    name: cluster.reverseDns[text(row, 'remote_addr')] ?? text(row, 'remote_addr'),
  })),
};
