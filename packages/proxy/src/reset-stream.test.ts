import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetStream } from './proxied-connection.js';

let server = createServer();
let peer: Promise<Socket>;
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  peer = once(server, 'connection').then(([socket]) => socket);
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
});

async function connected(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

test('the other side sees a reset', async () => {
  const socket = await connected();
  const other = await peer;
  const [seen] = await Promise.all([once(other.resume(), 'error'), Promise.resolve(resetStream(socket))]);
  expect(seen[0]).toMatchObject({ code: 'ECONNRESET' });
});

test('a socket whose end is on the way is closed, and its descriptor with it', async () => {
  const socket = await connected();
  const other = await peer;
  const errors: unknown[] = [];
  socket.on('error', (error) => errors.push(error));
  socket.end();
  resetStream(socket);
  if (!socket.closed) await once(socket, 'close');
  expect(errors).toEqual([]);
  other.destroy();
  await expect.poll(openSockets, { timeout: 20_000 }).toBe(0);
});

const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
