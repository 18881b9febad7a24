import { once } from 'node:events';
import { Agent, createServer as createHttpServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { ConnectionRecord, Endpoint, RequestRecord } from './connection-record.js';
import { TrafficProxy } from './traffic-proxy.js';

const cleanups: (() => void)[] = [];
const signal = AbortSignal.timeout(30_000);

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function listening(server: Server, name = 'server'): Promise<Endpoint> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The end of a test cuts what is still open.
  server.on('connection', (socket) => socket.on('error', () => {}));
  cleanups.push(() => void server.close());
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port, name };
}

async function proxyTo(...endpoints: Endpoint[]) {
  const requests: RequestRecord[] = [];
  const closed: ConnectionRecord[] = [];
  const proxy = new TrafficProxy({
    name: 'default/test:80',
    endpoints: () => endpoints,
    bodyLimit: 8,
    observer: {
      requestCompleted: (record) => void requests.push(record),
      connectionClosed: (record) => void closed.push(record),
    },
  });
  const port = await proxy.listen('127.0.0.1', 0, signal);
  cleanups.push(() => proxy.close());
  return { proxy, port, requests, closed };
}

async function ask(
  port: number,
  options: { method?: string; path?: string; body?: string; agent?: Agent } = {},
) {
  const call = request({ host: '127.0.0.1', port, agent: false, ...options });
  call.end(options.body);
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, text };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    signal.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('passes requests on and records what it saw, over one kept-alive connection', async () => {
  const server = createHttpServer((call, answer) => {
    call.resume();
    call.on('end', () => {
      answer.statusCode = call.url === '/missing' ? 404 : 200;
      if (call.url === '/chunks') {
        answer.write('abc');
        answer.end('defg');
      } else answer.end('hello');
    });
  });
  const { port, requests, closed } = await proxyTo(await listening(server, 'default/pod-1'));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  expect(await ask(port, { agent, method: 'POST', path: '/a?b=1', body: 'twelve bytes' })).toEqual({
    status: 200,
    text: 'hello',
  });
  expect((await ask(port, { agent, path: '/chunks' })).text).toBe('abcdefg');
  expect((await ask(port, { agent, method: 'HEAD', path: '/missing' })).status).toBe(404);
  agent.destroy();
  await until(() => closed.length === 1);

  expect(
    requests.map(({ method, path, status, requestBodyBytes, responseBodyBytes }) => [
      method,
      path,
      status,
      requestBodyBytes,
      responseBodyBytes,
    ]),
  ).toEqual([
    ['POST', '/a?b=1', 200, 12, 5],
    ['GET', '/chunks', 200, 0, 7],
    ['HEAD', '/missing', 404, 0, 0],
  ]);
  expect(closed[0]).toMatchObject({ protocol: 'http', server: { name: 'default/pod-1' }, end: 'closed' });
  expect(closed[0]?.bytesFromClient).toBeGreaterThan(100);
  expect(requests[0]?.latencyMs).toBeGreaterThan(0);
});

test('balances connections over the endpoints of the moment', async () => {
  const endpoints: Endpoint[] = [];
  for (const name of ['one', 'two']) {
    endpoints.push(
      await listening(
        createHttpServer((_call, answer) => void answer.end(name)),
        name,
      ),
    );
  }
  const { port } = await proxyTo(...endpoints);
  const texts: string[] = [];
  for (let i = 0; i < 4; i += 1) texts.push((await ask(port)).text);
  expect(texts.sort()).toEqual(['one', 'one', 'two', 'two']);
});

test('half-close goes through: the answer comes after the client has finished', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('end', () => socket.end(text.toUpperCase()));
  });
  const { port, closed } = await proxyTo(await listening(server));
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.end('some words');
  expect(await textOf(client)).toBe('SOME WORDS');
  client.destroy();
  await until(() => closed.length === 1);
  expect(closed[0]).toMatchObject({ protocol: 'tcp', bytesFromClient: 10, bytesFromServer: 10 });
});

test('after an upgrade bytes pass in both directions', async () => {
  const server = createHttpServer();
  server.on('upgrade', (_call, socket: Socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.pipe(socket);
  });
  const { port, requests } = await proxyTo(await listening(server));
  const call = request({ port, host: '127.0.0.1', headers: { connection: 'Upgrade', upgrade: 'echo' } });
  call.end();
  const [, socket] = (await once(call, 'upgrade')) as [IncomingMessage, Socket];
  socket.write('\x01binary');
  expect(String((await once(socket, 'data'))[0])).toBe('\x01binary');
  socket.destroy();
  expect(requests.map(({ status }) => status)).toEqual([101]);
});

test('a large body passes unchanged and does not pile up', async () => {
  const server = createHttpServer((call, answer) => void call.pipe(answer));
  const { port, requests } = await proxyTo(await listening(server));
  const body = 'x'.repeat(5_000_000);
  expect((await ask(port, { method: 'PUT', body })).text).toBe(body);
  await until(() => requests.length === 1);
  expect(requests[0]).toMatchObject({ requestBodyBytes: 5_000_000, responseBodyBytes: 5_000_000 });
});

test('without an endpoint, or with one that does not answer, the client is reset', async () => {
  const nobody = await proxyTo();
  await expect(ask(nobody.port)).rejects.toMatchObject({ code: 'ECONNRESET' });

  const server = createServer();
  const gone = await listening(server);
  server.close();
  const { port, closed } = await proxyTo(gone);
  await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNRESET' });
  await until(() => closed.length === 1);
  expect(closed[0]?.end).toBe('unreachable');
});

test('a delay holds chunks back in order and ends at once when it is taken away', async () => {
  const server = createServer((socket) => void socket.pipe(socket));
  const { proxy, port } = await proxyTo(await listening(server));
  const client = connect({ port, host: '127.0.0.1' });

  const remove = proxy.faults.add({ kind: 'delay', delayMs: 40, direction: 'to-server' });
  const before = performance.now();
  client.write('first');
  expect(String((await once(client, 'data'))[0])).toBe('first');
  expect(performance.now() - before).toBeGreaterThan(38);
  remove();

  const removeLong = proxy.faults.add({ kind: 'delay', delayMs: 600_000, direction: 'to-client' });
  client.write('second');
  await until(() => proxy.openConnections === 1);
  removeLong();
  expect(String((await once(client, 'data'))[0])).toBe('second');
  client.destroy();
});

test('a reset cuts open connections and refuses new ones until it is taken away', async () => {
  const server = createHttpServer((_call, answer) => void answer.end('fine'));
  const { proxy, port } = await proxyTo(await listening(server));
  const client = connect({ port, host: '127.0.0.1' });
  await once(client, 'connect');
  await until(() => proxy.openConnections === 1);
  const remove = proxy.faults.add({ kind: 'reset' });
  expect((await once(client, 'error'))[0]).toMatchObject({ code: 'ECONNRESET' });
  await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNRESET' });
  remove();
  expect((await ask(port)).text).toBe('fine');
});

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test('an abort answers in the place of the server, on a connection that stays open, until it is taken away', async () => {
  let served = 0;
  const server = createHttpServer((call, answer) => {
    served += 1;
    call.resume().on('end', () => answer.end('from the server'));
  });
  const { proxy, port, requests } = await proxyTo(await listening(server));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  cleanups.push(() => agent.destroy());
  const remove = proxy.faults.add({ kind: 'abort', status: 503, share: 1 });
  const large = 'x'.repeat(200_000);
  expect(await ask(port, { agent, method: 'POST', body: large })).toEqual({ status: 503, text: '' });
  expect(served).toBe(0);
  remove();
  expect(await ask(port, { agent })).toEqual({ status: 200, text: 'from the server' });
  expect(served).toBe(1);
  await until(() => requests.length === 2);
  expect(requests[0]).toMatchObject({ method: 'POST', status: 503, requestBodyBytes: large.length });
  expect(proxy.openConnections).toBe(1);
});

test('the beginnings of bodies are kept, without chunk framing', async () => {
  const server = createHttpServer((call, answer) => {
    call.resume().on('end', () => {
      answer.write('abc');
      setImmediate(() => answer.end('defghijkl'));
    });
  });
  const { port, requests } = await proxyTo(await listening(server));
  await ask(port, { method: 'POST', body: 'short' });
  await until(() => requests.length === 1);
  const [request] = requests;
  expect(String(request?.requestBody)).toBe('short');
  expect(String(request?.responseBody)).toBe('abcdefgh');
  expect(request).toMatchObject({ responseBodyBytes: 12, reason: 'OK', minorVersion: 1 });
});
