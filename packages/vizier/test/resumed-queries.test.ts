import type { Value } from '@chaoskit/pxl';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { expect, test } from 'vitest';
import { type ExecuteScriptResponse, VizierService } from '../src/gen/vizierapi_pb.js';
import { apiKey, clusterId, serve, sourceOf } from './support.js';

const rows = Array.from({ length: 60_000 }, (_, row): Value[] => [BigInt(row)]);
const script = "#px:set max_output_rows_per_table=100000\nimport px\npx.display(px.DataFrame('t'))\n";
const headers = { 'pixie-api-key': apiKey };

/** A server without TLS over a table of many rows, and a bare client of Pixie's protocol. */
async function bareClient() {
  const source = sourceOf({ t: { columns: { n: 'INT64' }, rows } });
  const { server } = await serve(source, { host: '127.0.0.1', tls: undefined } as never);
  return createClient(VizierService, createGrpcTransport({ baseUrl: `http://127.0.0.1:${server.port}` }));
}

function numbersOf({ result }: ExecuteScriptResponse): bigint[] {
  const columns = result.case === 'data' ? (result.value.batch?.cols ?? []) : [];
  return columns.flatMap(({ colData }) => (colData.case === 'int64Data' ? colData.value.data : []));
}

test('a query goes on where its client left it: no table is announced again, no row comes twice, the end comes', async () => {
  const client = await bareClient();
  const leaving = new AbortController();
  let queryId = '';
  let last = -1n;
  const read = async (): Promise<void> => {
    const request = { clusterId, queryStr: script };
    for await (const message of client.executeScript(request, { headers, signal: leaving.signal })) {
      queryId = message.queryId;
      last = numbersOf(message).at(-1) ?? last;
      if (last > 5000n) leaving.abort();
    }
  };
  await expect(read()).rejects.toThrow();

  const kinds: string[] = [];
  const seen: bigint[] = [];
  for await (const message of client.executeScript({ clusterId, queryId }, { headers })) {
    kinds.push(message.result.case ?? '');
    seen.push(...numbersOf(message));
  }
  expect(kinds).not.toContain('metaData');
  expect(seen[0]).toBeGreaterThan(last);
  expect(seen.at(-1)).toBe(59_999n);
  expect(seen.every((number, at) => at === 0 || number === (seen[at - 1] as bigint) + 1n)).toBe(true);
});

test.each([
  ['an unknown query', headers, /Query nothing not registered/],
  ['a wrong key', { 'pixie-api-key': 'other' }, /unauthenticated/],
])('%s is not resumed', async (_what, given, message) => {
  const client = await bareClient();
  const read = async (): Promise<void> => {
    for await (const _ of client.executeScript({ clusterId, queryId: 'nothing' }, { headers: given })) {
      // Nothing comes.
    }
  };
  await expect(read()).rejects.toThrow(message);
});
