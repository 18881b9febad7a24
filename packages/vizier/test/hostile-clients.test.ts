import { once } from 'node:events';
import { connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { collectTables, openVizier, serveVizier } from '../src/index.js';
import { clusterId, sourceOf } from './support.js';

const signal = AbortSignal.timeout(20_000);
const source = sourceOf({ t: { columns: { n: 'INT64' }, rows: [[1n], [2n]] } });
const script = "import px\npx.display(px.DataFrame('t'))\n";

async function serve() {
  const server = await serveVizier({ source });
  onTestFinished(() => server.close());
  return server;
}

async function answers(port: number): Promise<void> {
  const client = openVizier({ server: `http://127.0.0.1:${port}` });
  const [table] = await collectTables(client.execute({ clusterId, script }, signal));
  client.close();
  expect(table?.rows).toEqual([[1n], [2n]]);
}

test.each([
  [{ ':authority': '::1:443' }, 200],
  [{ ':authority': 'host:port' }, 200],
  [{ ':path': '//' }, 404],
  [{ ':path': '/px.api.vizierpb.VizierService/Nothing' }, 404],
])('a request with %j does no harm', async (headers: OutgoingHttpHeaders, status) => {
  const { port } = await serve();
  const session = connect(`http://127.0.0.1:${port}`);
  const path = '/px.cloudapi.VizierClusterInfo/GetClusterInfo';
  const common = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' };
  const stream = session.request({ ...common, ':path': path, ...headers });
  // An empty message, with its frame.
  stream.end(Buffer.alloc(5));
  const [response] = (await once(stream, 'response', { signal })) as [IncomingHttpHeaders];
  expect(response[':status']).toBe(status);
  session.destroy();
  await answers(port);
});

test.each([
  ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['bytes', Buffer.alloc(1000, 0xff)],
  [
    'a broken frame',
    Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(64, 0xff)]),
  ],
])('%s instead of a call does no harm', async (_, bytes) => {
  const { port } = await serve();
  const socket = createConnection({ port, host: '127.0.0.1' });
  socket.resume();
  const closed = once(socket, 'close', { signal });
  socket.end(bytes);
  await closed;
  await answers(port);
});

test('a server at an IPv6 address', async () => {
  const { port } = await serveVizier({ source, host: '::1' }).then((server) => {
    onTestFinished(() => server.close());
    return server;
  });
  const client = openVizier({ server: `http://[::1]:${port}` });
  onTestFinished(() => client.close());
  expect(await client.clusters(signal)).toHaveLength(1);
});
