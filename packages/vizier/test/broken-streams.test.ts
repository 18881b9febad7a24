import { once } from 'node:events';
import { constants, createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { expect, onTestFinished, test } from 'vitest';
import {
  DataType,
  type ExecuteScriptRequest,
  ExecuteScriptRequestSchema,
  ExecuteScriptResponseSchema,
} from '../src/gen/vizierapi_pb.js';
import { collectTables, openVizier, type VizierClientOptions } from '../src/index.js';

const { signal } = new AbortController();
const request = { clusterId: 'c', script: 'import px' };

type Message = MessageInitShape<typeof ExecuteScriptResponseSchema>;

const announced: Message = {
  queryId: 'q',
  result: {
    case: 'metaData',
    value: {
      name: 'output',
      id: 't',
      relation: { columns: [{ columnName: 'n', columnType: DataType.INT64 }] },
    },
  },
};
const rows = (values: readonly bigint[], eos: boolean): Message => ({
  queryId: 'q',
  result: {
    case: 'data',
    value: {
      batch: {
        tableId: 't',
        numRows: BigInt(values.length),
        eow: eos,
        eos,
        cols: [{ colData: { case: 'int64Data', value: { data: [...values] } } }],
      },
    },
  },
});

/** A Vizier of bare HTTP/2, which does with each stream what the test says. */
async function fakeVizier(
  answer: (stream: ServerHttp2Stream, request: ExecuteScriptRequest, call: number) => void,
  options: VizierClientOptions = {},
) {
  let calls = 0;
  const server = createServer();
  server.on('stream', (stream) => {
    const chunks: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => {
      calls += 1;
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      answer(stream, fromBinary(ExecuteScriptRequestSchema, Buffer.concat(chunks).subarray(5)), calls);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = openVizier({ server: `http://127.0.0.1:${port}`, ...options });
  onTestFinished(() => {
    client.close();
    server.close();
  });
  return client;
}

function send(stream: ServerHttp2Stream, ...messages: readonly Message[]): void {
  for (const message of messages) {
    const bytes = toBinary(ExecuteScriptResponseSchema, create(ExecuteScriptResponseSchema, message));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(bytes.length, 1);
    stream.write(Buffer.concat([head, bytes]));
  }
}

test('a stream that is reset is taken up again where it stopped', async () => {
  const asked: string[] = [];
  const client = await fakeVizier((stream, { queryId, queryStr }, call) => {
    asked.push(queryId || queryStr);
    if (call > 1) {
      send(stream, rows([3n], true));
      stream.end();
      return;
    }
    send(stream, announced, rows([1n, 2n], false));
    setImmediate(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  });
  const [table] = await collectTables(client.execute(request, signal));
  expect(table?.rows).toEqual([[1n], [2n], [3n]]);
  expect(asked).toEqual(['import px', 'q']);
});

test('a stream that is reset again and again is given up', async () => {
  const client = await fakeVizier((stream, _request, call) => {
    send(stream, ...(call === 1 ? [announced] : []));
    setImmediate(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  });
  await expect(collectTables(client.execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_BROKEN_OFF',
  });
});

test('a stream that ends before its tables do', async () => {
  const client = await fakeVizier((stream) => {
    send(stream, announced, rows([1n], false));
    stream.end();
  });
  await expect(collectTables(client.execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_BROKEN_OFF',
    message: expect.stringContaining('before the end of table output'),
  });
});

test('a Vizier that dies in mid-stream', async () => {
  const client = await fakeVizier((stream) => {
    send(stream, announced, rows([1n], false));
    setImmediate(() => stream.session?.destroy());
  });
  await expect(collectTables(client.execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_BROKEN_OFF',
  });
});

test('a Vizier that falls silent in mid-stream is given up in time', async () => {
  const client = await fakeVizier((stream) => send(stream, announced, rows([1n], false)), { idleMs: 200 });
  await expect(collectTables(client.execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_TIMEOUT',
    message: expect.stringMatching(/^nothing came from .* for 0.2 s$/),
  });
});

test.each([
  ['rows of an unknown table', [rows([1n], true)]],
  ['rows after the end', [announced, rows([1n], true), rows([2n], true)]],
  ['a table that is announced twice', [announced, announced]],
])('%s', async (_what, messages) => {
  const client = await fakeVizier((stream) => {
    send(stream, ...messages);
    stream.end();
  });
  await expect(collectTables(client.execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_PROTOCOL',
  });
});
