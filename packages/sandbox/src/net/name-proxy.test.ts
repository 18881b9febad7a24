import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { ForwardTarget } from './forward-listener.js';
import { type NameProxyDeps, startNameProxy } from './name-proxy.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serverOf(name: string): Promise<number> {
  const server: Server = createServer((call, answer) =>
    answer.end(`${name} ${call.url} ${call.headers.host}`),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy in front of a cluster where one server stands for every service. */
async function bench(overrides: Partial<NameProxyDeps> = {}) {
  const inside = await serverOf('inside');
  const forwarded: ForwardTarget[] = [];
  const proxy = await startNameProxy({
    hosts: new Map([
      ['mydomain.com', { namespace: 'shop', service: 'consumer' }],
      ['admin.mydomain.com', { namespace: 'shop', service: 'consumer', port: 9000 }],
    ]),
    portsOf: (namespace, service) =>
      ['shop/consumer', 'default/web'].includes(`${namespace}/${service}`) ? [8080, 9000] : undefined,
    upstream: undefined,
    forward: (target) => {
      forwarded.push(target);
      return connect({ host: '127.0.0.1', port: inside });
    },
    ...overrides,
  });
  cleanups.push(() => proxy.close());
  const ask = (url: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: proxy.port, path: url, agent: false, headers: {} };
      get({ ...options, headers: { host: URL.canParse(url) ? new URL(url).host : 'x' } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      }).on('error', reject);
    });
  return { ask, forwarded };
}

test.each([
  ['http://mydomain.com/a?b=1', 'shop', 'consumer', 8080],
  ['http://MyDomain.com:9000/', 'shop', 'consumer', 9000],
  ['http://admin.mydomain.com/', 'shop', 'consumer', 9000],
  ['http://web/', 'default', 'web', 8080],
  ['http://web:9000/', 'default', 'web', 9000],
  ['http://consumer.shop/', 'shop', 'consumer', 8080],
  ['http://consumer.shop.svc/', 'shop', 'consumer', 8080],
  ['http://consumer.shop.svc.cluster.local/', 'shop', 'consumer', 8080],
])('%s leads to %s/%s:%i', async (url, namespace, name, port) => {
  const { ask, forwarded } = await bench();
  const { pathname, search, host } = new URL(url);
  expect(await ask(url)).toEqual({ status: 200, text: `inside ${pathname}${search} ${host}` });
  expect(forwarded).toEqual([expect.objectContaining({ kind: 'service', namespace, name, port })]);
});

test('other names lead to where they lead without it, or to the proxy that was there before', async () => {
  const outside = await serverOf('outside');
  const direct = await bench();
  expect((await direct.ask(`http://127.0.0.1:${outside}/x`)).text).toMatch(/^outside \/x /);
  const chained = await bench({ upstream: new URL(`http://127.0.0.1:${outside}`) });
  expect((await chained.ask('http://example.com/x')).text).toBe('outside http://example.com/x example.com');
  expect([...direct.forwarded, ...chained.forwarded]).toEqual([]);
});

test('what is no proxy request, and a name that leads nowhere', async () => {
  const { ask } = await bench();
  expect(await ask('/plain')).toMatchObject({ status: 400 });
  expect(await ask('http://127.0.0.1:1/')).toMatchObject({ status: 502 });
});
