import { groupBy, int, namespaceOf, podOf, text } from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';
import { columns, type Expectations, each, http, output, recorded } from '../expectation.js';

const inShop = http.filter((row) => namespaceOf(podOf(row).name) === 'shop');
const kept = (holds: (row: Row) => boolean, ...names: string[]) =>
  output(
    http.filter(holds).map((row) => columns(row, ...names)),
    { ordered: true },
  );
const link = (row: Row) => ({
  label: text(row, 'req_path'),
  script: 'own/script',
  args: { path: text(row, 'req_path'), start: '-5m' },
});

/** What the language itself offers. */
export const structure: Expectations = {
  'structure/def': kept((row) => int(row, 'latency') > 40_000_000n, 'req_path', 'latency'),
  'structure/vis': {
    variables: { namespace: 'shop' },
    tables: {
      by_method: [...groupBy(inShop, (row) => text(row, 'req_method'))].map(([method, all]) => ({
        req_method: method,
        requests: BigInt(all.length),
      })),
      Errors: [{ errors: BigInt(inShop.filter((row) => int(row, 'resp_status') >= 400n).length) }],
    },
  },
  'structure/exec-functions': {
    execute: [{ name: 'split', args: { columns: "['req_cmd', 'time_']", whole: 'true' }, prefix: 'out' }],
    tables: {
      'out[0]': recorded('redis_events').map((row) => columns(row, 'req_cmd', 'time_')),
      'out[1]': [{ whole: true }],
    },
  },
  'structure/assign-column': each('http_events', (row) => ({
    total: int(row, 'req_body_size') + int(row, 'resp_body_size'),
    latency: int(row, 'latency') * 2n,
  })),
  'structure/assign-subscript': each('http_events', (row) => ({
    req_path: text(row, 'req_path'),
    'sum of sizes': int(row, 'req_body_size') + int(row, 'resp_body_size'),
  })),
  'structure/filter': kept((row) => row.resp_status === 500n, 'req_path', 'resp_message'),
  'structure/ctx': each('http_events', (row) => ({ who: podOf(row).name, req_path: text(row, 'req_path') })),
  'structure/keep-list': kept(() => true, 'latency', 'req_path', 'trace_role'),
  'structure/dict': output(
    http.slice(0, 3).map((row) => ({ link: JSON.stringify(link(row)) })),
    { semanticTypes: { link: 'ST_SCRIPT_REFERENCE' } },
  ),
  'structure/display': {
    tables: {
      first: http.slice(0, 1).map((row) => columns(row, 'req_path')),
      second: http.slice(0, 2).map((row) => columns(row, 'req_method')),
      first_1: http.slice(0, 1).map((row) => columns(row, 'latency')),
    },
  },
  'structure/debug': {
    tables: {
      _look: http.slice(0, 1).map((row) => columns(row, 'req_path')),
      output: http.slice(0, 2).map((row) => columns(row, 'req_path')),
    },
  },
  'structure/and': kept(
    (row) => row.trace_role === 2n && row.resp_status === 200n,
    'trace_role',
    'resp_status',
    'latency',
  ),
  'structure/or': kept((row) => [404n, 500n].includes(int(row, 'resp_status')), 'resp_status', 'latency'),
  'structure/not': kept((row) => row.req_method !== 'GET', 'req_method', 'latency'),
  'structure/equal': each('http_events', (row) => ({
    req_path: text(row, 'req_path'),
    is_cart: row.req_path === '/cart',
  })),
  'structure/not-equal': kept((row) => row.remote_addr !== '-', 'remote_addr', 'latency'),
  'structure/at-least': each('http_events', (row) => ({
    resp_status: int(row, 'resp_status'),
    failed: int(row, 'resp_status') >= 400n,
  })),
  'structure/more-than': kept((row) => int(row, 'resp_body_size') > 500n, 'resp_body_size'),
  'structure/less-than': kept((row) => int(row, 'latency') < 10_000_000n, 'latency'),
  'structure/divide': each(
    'http_events',
    (row) => ({
      per_ns: Number(row.resp_body_size) / Number(row.latency),
      half: Number(row.latency) / 2,
    }),
    { semanticTypes: { per_ns: 'ST_THROUGHPUT_BYTES_PER_NS', half: 'ST_NONE' } },
  ),
  'structure/multiply': each(
    'http_events',
    (row) => ({ twice: int(row, 'latency') * 2n, share: Number(row.req_body_size) * 0.5 }),
    { semanticTypes: { twice: 'ST_NONE' } },
  ),
  'structure/subtract': each(
    'http_events',
    (row) => ({
      gap: int(row, 'resp_body_size') - int(row, 'req_body_size'),
      before: int(row, 'time_') - 1000n,
    }),
    { semanticTypes: { gap: 'ST_BYTES' } },
  ),
  'structure/add': each(
    'http_events',
    (row) => ({
      both: int(row, 'resp_body_size') + int(row, 'req_body_size'),
      label: `${text(row, 'req_method')} ${text(row, 'req_path')}`,
    }),
    { semanticTypes: { both: 'ST_BYTES' } },
  ),
};
