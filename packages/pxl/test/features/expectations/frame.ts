import { groupBy, int, most, podOf, text } from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import { columns, type Expectations, http, output, recorded } from '../expectation.js';

const count = (rows: readonly Row[]): bigint => BigInt(rows.length);
const byPath = groupBy(http, (row) => text(row, 'req_path'));
const errors = (rows: readonly Row[]): bigint => count(rows.filter((row) => row.resp_status === 500n));
const redis = groupBy(recorded('redis_events'), (row) => text(row, 'req_cmd'));
const mongo = groupBy(recorded('mongodb_events'), (row) => text(row, 'req_cmd'));
const network = groupBy(recorded('network_stats'), (row) => text(row, 'pod_id'));

/** Methods of a DataFrame. */
export const frame: Expectations = {
  'frame/agg': output([{ requests: count(http), slowest: most(http.map((row) => int(row, 'latency'))) }], {
    semanticTypes: { slowest: 'ST_DURATION_NS' },
  }),
  'frame/groupby': output(
    [...groupBy(http, (row) => `${row.req_method} ${row.resp_status}`).values()].map((rows) => ({
      req_method: text(rows[0] ?? {}, 'req_method'),
      resp_status: int(rows[0] ?? {}, 'resp_status'),
      requests: count(rows),
    })),
  ),
  'frame/drop': output(
    http.map((row) => columns(row, 'req_path')),
    { ordered: true },
  ),
  'frame/merge-inner': output(
    [...groupBy(http, (row) => podOf(row).uid)].map(([pod_id, rows]) => ({
      pod_id,
      requests: count(rows),
      pod_id_net: pod_id,
      received: most((network.get(pod_id) ?? []).map((row) => int(row, 'rx_bytes'))),
    })),
  ),
  'frame/merge-left': output(
    [...byPath].map(([req_path, rows]) => ({
      req_path_x: req_path,
      requests: count(rows),
      // Without a partner: the zero of each type.
      req_path_y: errors(rows) > 0n ? req_path : '',
      errors: errors(rows),
    })),
  ),
  'frame/merge-right': output(
    [...byPath].map(([req_path, rows]) => ({
      req_path_bad: errors(rows) > 0n ? req_path : '',
      errors: errors(rows),
      req_path,
      requests: count(rows),
    })),
  ),
  'frame/merge-outer': output(
    [...new Set([...redis.keys(), ...mongo.keys()])].map((command) => ({
      req_cmd_x: redis.has(command) ? command : '',
      redis: count(redis.get(command) ?? []),
      req_cmd_y: mongo.has(command) ? command : '',
      mongo: count(mongo.get(command) ?? []),
    })),
  ),
  'frame/head': {
    tables: {
      five: http.slice(0, 5).map((row) => columns(row, 'req_path')),
      two: http.slice(0, 2).map((row) => columns(row, 'req_path')),
    },
    ordered: true,
  },
  'frame/append': output(
    // Both tables have a row at each time: the first frame's comes first.
    recorded('redis_events').flatMap((row, index) =>
      [row, recorded('mongodb_events')[index] ?? {}].map((one) => columns(one, 'time_', 'req_cmd')),
    ),
    { ordered: true },
  ),
  'frame/rolling': { fails: 'Rolling operator not yet implemented' },
  'frame/stream': output(
    http.filter((row) => row.resp_status === 500n).map((row) => columns(row, 'req_path')),
    { ordered: true },
  ),
};
