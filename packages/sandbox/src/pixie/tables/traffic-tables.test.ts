import { valueAt } from '@chaoskit/pxl';
import { expect, test } from 'vitest';
import type { ObservedRequest, TrafficBatch } from '../observe/observations.js';
import { defaultPixieSettings } from '../pixie-settings.js';
import { type FilledTable, PixieTables } from './pixie-tables.js';
import { TrafficTables } from './traffic-tables.js';
import { upidTable } from './upids.js';

const at = 1_700_000_000_000;
const nothing: TrafficBatch = { opened: [], requests: [], queries: [], closed: [] };
const client = { address: '10.244.0.2', port: 40_000, process: { pid: 10, start: 100 } };
const server = { address: '10.244.0.3', port: 8080, process: { pid: 20, start: 200 } };
const service = { address: '10.96.0.12', port: 80 };
const request: ObservedRequest = {
  on: 1,
  at,
  latencyMs: 12.5,
  minorVersion: 1,
  method: 'GET',
  path: '/x?y=1',
  requestHeaders: [['Host', 'consumer']],
  requestBody: '',
  requestBytes: 0,
  status: 404,
  reason: 'Not Found',
  responseHeaders: [['Content-Type', 'application/json; charset=utf-8']],
  responseBody: '{}',
  responseBytes: 2,
};

function bench() {
  const tables = new PixieTables(defaultPixieSettings.tables, at);
  const traffic = new TrafficTables(tables, upidTable(), { address: '10.96.0.10', port: 53 });
  const rows = (name: FilledTable) => {
    const stored = tables.read(name);
    const { relation } = tables.ring(name);
    return Array.from({ length: stored?.rows ?? 0 }, (_, row) =>
      Object.fromEntries(
        relation.map((spec) => [spec.name, stored && valueAt(stored.column(spec.name), row)]),
      ),
    );
  };
  return { tables, traffic, rows };
}

test('a request is seen from both ends, each with its own process and addresses', () => {
  const { traffic, rows } = bench();
  traffic.traffic({ ...nothing, opened: [{ id: 1, client, server, service }], requests: [request] });
  const [asClient, asServer] = rows('http_events');
  expect(asClient).toMatchObject({
    upid: { high: (1n << 32n) | 10n, low: 100n },
    trace_role: 1n,
    local_addr: client.address,
    local_port: 40_000n,
    remote_addr: service.address,
    remote_port: 80n,
  });
  expect(asServer).toEqual({
    time_: BigInt(at) * 1_000_000n,
    upid: { high: (1n << 32n) | 20n, low: 200n },
    remote_addr: client.address,
    remote_port: 40_000n,
    local_addr: server.address,
    local_port: 8080n,
    trace_role: 2n,
    encrypted: false,
    major_version: 1n,
    minor_version: 1n,
    content_type: 1n,
    req_headers: '{"Host":"consumer"}',
    req_method: 'GET',
    req_path: '/x?y=1',
    req_body: '',
    req_body_size: 0n,
    resp_headers: '{"Content-Type":"application/json; charset=utf-8"}',
    resp_status: 404n,
    resp_message: 'Not Found',
    resp_body: '{}',
    resp_body_size: 2n,
    latency: 12_500_000n,
  });
});

test('a caller from outside the cluster has no row of its own', () => {
  const { traffic, rows } = bench();
  const outside = { address: '10.244.0.1', port: 5 };
  traffic.traffic({ ...nothing, opened: [{ id: 1, client: outside, server, service }], requests: [request] });
  expect(rows('http_events').map((row) => row.trace_role)).toEqual([2n]);
});

test('connections add up per process and remote end; quiet ones are not told again', () => {
  const { traffic, rows } = bench();
  const sample = (bytes: { id: number; fromClient: number; fromServer: number; http: boolean }[]) =>
    traffic.sample({ at, bytes, processes: [], interfaces: [] });
  traffic.traffic({
    ...nothing,
    opened: [1, 2].map((id) => ({ id, client: { ...client, port: id }, server, service })),
  });
  sample([{ id: 1, fromClient: 10, fromServer: 100, http: true }]);
  traffic.traffic({ ...nothing, closed: [{ id: 1, fromClient: 15, fromServer: 150, http: true }] });
  sample([]);
  sample([]);
  const told = rows('conn_stats').map((row) => [
    row.trace_role,
    row.remote_addr,
    row.remote_port,
    row.conn_open,
    row.conn_close,
    row.conn_active,
    row.bytes_sent,
    row.bytes_recv,
    row.protocol,
  ]);
  expect(told).toEqual([
    [1n, service.address, 80n, 2n, 0n, 2n, 10n, 100n, 1n],
    [2n, client.address, 0n, 2n, 0n, 2n, 100n, 10n, 1n],
    [1n, service.address, 80n, 2n, 1n, 1n, 15n, 150n, 1n],
    [2n, client.address, 0n, 2n, 1n, 1n, 150n, 15n, 1n],
  ]);
});

test('tables that are not filled are there, and empty', () => {
  const { tables } = bench();
  expect(tables.read('redis_events')?.rows).toBe(0);
  expect(tables.read('redis_events')?.column('req_cmd').rows).toBe(0);
  expect(tables.read('nothing')).toBeUndefined();
});
