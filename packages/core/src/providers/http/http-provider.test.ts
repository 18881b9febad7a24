import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { isActivityFailed } from '../../activity/activity-outcome.js';
import type { Clock } from '../../run/ports.js';
import { realClock } from '../../run/testing/real-clock.js';
import { VirtualClock } from '../../run/testing/virtual-clock.js';
import type { Json, JsonObject } from '../../values/json.js';
import { fromPlain, toPlain } from '../../values/plain.js';
import { httpProvider } from './http-provider.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      handler(request, response, body);
    });
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

interface CallOptions {
  readonly configuration?: JsonObject;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
  readonly warnings?: string[];
  readonly clock?: Clock;
}

async function call(provider: JsonObject, options: CallOptions = {}): Promise<JsonObject> {
  const silent = (): void => {};
  const output = await httpProvider({
    env: options.env ?? {},
    clock: options.clock ?? realClock,
    readFile,
    userAgent: 'chaoskit/test',
  }).run(
    {
      type: 'probe',
      name: 'p',
      activity: {},
      provider,
      ...(provider.arguments === undefined ? {} : { arguments: provider.arguments }),
      configuration: options.configuration ?? {},
      secrets: {},
      background: false,
      hasTolerance: false,
    },
    {
      signal: options.signal ?? new AbortController().signal,
      log: {
        debug: silent,
        info: silent,
        warning: (message) => options.warnings?.push(message),
        error: silent,
        critical: silent,
      },
      recordUndo: async () => {},
    },
  );
  return output as JsonObject;
}

describe('http activities', () => {
  test('send a query that joins the one of the url', async () => {
    const url = await serve((request, response) => response.end(request.url));
    const output = await call({
      url: `${url}/x?z=0`,
      arguments: fromPlain({ a: 1, b: true, c: null, d: ['x', 'y'], e: "p q&r'", f: 1.5, g: { k: 1 } }),
    });
    expect(output.body).toBe('/x?z=0&a=1&b=True&d=x&d=y&e=p+q%26r%27&f=1.5&g=k');
  });

  test('send JSON only where the header says exactly so', async () => {
    const seen: string[] = [];
    const url = await serve((request, response, body) => {
      seen.push(`${request.method} ${request.headers['content-type']} ${body}`);
      response.end();
    });
    const args = { a: [1, null], b: 'é' };
    await call({ url, method: 'post', headers: { 'Content-Type': 'application/json' }, arguments: args });
    await call({ url, method: 'POST', arguments: { a: 1, b: ['x', 'y'] } });
    await call({ url, method: 'PUT', headers: { 'Content-Type': 'text/csv' }, arguments: 'a;b' });
    await call({ url, method: 'PATCH', headers: { 'Content-Type': 'application/json' }, arguments: {} });
    await call({ url, method: 'DELETE' });
    expect(seen).toEqual([
      'POST application/json {"a": [1, null], "b": "\\u00e9"}',
      'POST application/x-www-form-urlencoded a=1&b=x&b=y',
      'PUT text/csv a;b',
      'PATCH application/json {}',
      'DELETE undefined ',
    ]);
  });

  test('name headers as they came and join repeated ones', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('X-ONE', ['a', 'b']);
      response.end('m');
    });
    expect((await call({ url })).headers).toMatchObject({ 'X-ONE': 'a, b' });
  });

  test.each([
    ['application/json', '{"a": [1, 2.5]}', { a: [1, 2.5] }],
    ['application/json', '', ''],
    ['application/json', 'oops', 'oops'],
    ['application/json; charset=utf-8', '{"a":1}', '{"a":1}'],
    ['application/problem+json', '{"a":1}', '{"a":1}'],
    ['text/plain', Buffer.from([0x63, 0xe9, 0x80]), 'cé\x80'],
    ['text/plain; charset=utf-8', 'é', 'é'],
    ['application/octet-stream', 'é', 'é'],
  ] as const)('read %s', async (type, body, expected) => {
    const url = await serve((_request, response) => {
      response.setHeader('Content-Type', type);
      response.end(body);
    });
    expect(toPlain((await call({ url })).body as Json)).toEqual(expected);
  });

  test.each([
    ['gzip', gzipSync('squeezed')],
    ['deflate', deflateSync('squeezed')],
    ['deflate', deflateRawSync('squeezed')],
  ])('undo %s', async (encoding, body) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding, 'Content-Type': 'text/plain' });
      response.end(body);
    });
    expect((await call({ url })).body).toBe('squeezed');
  });

  test('follow redirects as requests does', async () => {
    const seen: string[] = [];
    const url = await serve((request, response, body) => {
      seen.push(`${request.method} ${request.url} ${body} ${request.headers.cookie ?? ''}`.trimEnd());
      if (request.url === '/end') response.end('landed');
      else {
        const status = Number(request.url?.slice(1));
        response.writeHead(status, { Location: '/end', 'Set-Cookie': 'k=v; Path=/' });
        response.end();
      }
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const output = await call({ url: `${url}/${status}`, method: 'POST', arguments: 'x' });
      expect(output.body).toBe('landed');
    }
    expect(seen.filter((line) => line.includes('/end'))).toEqual([
      'GET /end  k=v',
      'GET /end  k=v',
      'GET /end  k=v',
      'POST /end x k=v',
      'POST /end x k=v',
    ]);
  });

  test('a redirect that takes the body away announces none', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/end')
        response.end(`${request.method} ${request.headers['transfer-encoding'] ?? 'whole'}`);
      else response.writeHead(301, { Location: '/end' }).end();
    });
    expect((await call({ url, method: 'PUT', arguments: 'x' })).body).toBe('PUT whole');
  });

  test('give up after thirty redirects', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { Location: '/again' });
      response.end();
    });
    await expect(call({ url })).rejects.toThrow('Exceeded 30 redirects');
  });

  test('keep Authorization from another host', async () => {
    const other = await serve((request, response) => response.end(request.headers.authorization ?? 'none'));
    const url = await serve((_request, response) => {
      response.writeHead(302, { Location: other });
      response.end();
    });
    expect((await call({ url, headers: { Authorization: 'token' } })).body).toBe('none');
  });

  test('fail where nobody answers', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await call({ url: `http://127.0.0.1:${port}/` }).catch((reason: unknown) => reason);
    expect(isActivityFailed(error)).toBe(true);
    expect(String(error)).toContain(`failed to connect to http://127.0.0.1:${port}/: `);
  });

  test('fail where the connection is cut before the answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    const error = await call({ url }).catch((reason: unknown) => reason);
    expect(isActivityFailed(error)).toBe(true);
    expect(String(error)).toContain('failed to connect to');
  });

  test('fail when the server is silent for too long', async () => {
    const url = await serve(() => {});
    const error = await call({ url, timeout: [5, 0.05] }).catch((reason: unknown) => reason);
    expect(isActivityFailed(error)).toBe(true);
    expect(String(error)).toContain('activity took too long to complete');
  });

  test('end when they are told to', async () => {
    const stop = new AbortController();
    const url = await serve(() => {
      stop.abort(new Error('enough'));
    });
    await expect(call({ url }, { signal: stop.signal })).rejects.toThrow('enough');
  });

  test('retry what could not be read, and wait for Retry-After', async () => {
    let requests = 0;
    const url = await serve((request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else if (requests === 2) {
        response.writeHead(503, { 'Retry-After': '2' });
        response.end();
      } else response.end('there');
    });
    expect((await call({ url, max_retries: 2 }, { clock: new VirtualClock() })).body).toBe('there');
    expect(requests).toBe(3);
  });

  test('warn of a status above 400', async () => {
    const url = await serve((_request, response) => {
      response.statusCode = 404;
      response.end();
    });
    const warnings: string[] = [];
    expect((await call({ url }, { warnings })).status).toBe(404);
    expect(warnings[0]).toContain('status code above 400');
  });

  test('go through a proxy, but not for what NO_PROXY lists', async () => {
    const proxy = await serve((request, response) => response.end(`proxied ${request.url}`));
    const url = await serve((_request, response) => response.end('direct'));
    expect((await call({ url: 'http://service.invalid/x' }, { env: { HTTP_PROXY: proxy } })).body).toBe(
      'proxied http://service.invalid/x',
    );
    const env = { http_proxy: proxy, no_proxy: '10.0.0.0/8,127.0.0.0/8' };
    expect((await call({ url }, { env })).body).toBe('direct');
  });

  test('tunnel https through a proxy by CONNECT', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.method} ${request.url}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    const port = await listen(proxy);
    const error = await call(
      { url: 'https://service.invalid/x' },
      { env: { https_proxy: `127.0.0.1:${port}` } },
    ).catch((reason: unknown) => reason);
    expect(isActivityFailed(error)).toBe(true);
    expect(asked).toEqual(['CONNECT service.invalid:443']);
  });

  test('log in by the url or by .netrc', async () => {
    const url = await serve((request, response) => response.end(request.headers.authorization ?? 'none'));
    const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
    const own = { url, headers: { Authorization: 'token' } };
    expect((await call(own)).body).toBe('token');
    expect((await call({ ...own, url: url.replace('//', '//me:p%40ss@') })).body).toBe(basic('me:p@ss'));
    const folder = await mkdtemp(join(tmpdir(), 'chaoskit-netrc-'));
    try {
      const path = join(folder, 'netrc');
      await writeFile(
        path,
        '# mine\nmachine other login x password y\nmachine 127.0.0.1\n  login me\n  password s3\n',
      );
      expect((await call(own, { env: { NETRC: path } })).body).toBe(basic('me:s3'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('substitute url, headers and timeout', async () => {
    const url = await serve((request, response) => response.end(`${request.url} ${request.headers['x-a']}`));
    const provider = { url: '${base}/p', headers: { 'X-A': '${a}' }, timeout: '${t}' };
    const output = await call(provider, { configuration: { base: url, a: 'v', t: 5 } });
    expect(output.body).toBe('/p v');
  });

  test.each([
    [{ url: 'nowhere' }, "Invalid URL 'nowhere'"],
    [{ url: 'ftp://x' }, "Invalid URL 'ftp://x'"],
    [{ url: 'http://127.0.0.1:1', timeout: '3' }, 'the timeout must be a number of seconds'],
    [{ url: 'http://127.0.0.1:1', headers: { a: 1 } }, 'Header value must be a text'],
  ])('refuse %j', async (provider, message) => {
    const error = await call(provider).catch((reason: unknown) => reason);
    expect(isActivityFailed(error)).toBe(false);
    expect(String(error)).toContain(message);
  });

  test('use a fresh connection for each call', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (let count = 0; count < 5; count += 1) await call({ url });
    expect(ports.size).toBe(5);
  });

  test('take an answer that never ends its connection', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
      socket.on('error', () => {});
    });
    const port = await listen(server);
    expect((await call({ url: `http://127.0.0.1:${port}/` })).body).toBe('ok');
    connect(port).destroy();
  });
});
