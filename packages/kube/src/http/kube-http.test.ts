import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server as NetServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeAccess } from '../access/kube-access.js';
import { KubeClient } from '../client/kube-client.js';
import { kinds } from '../client/kube-resource.js';

const never = new AbortController().signal;
const pem = (name: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../../conformance/lib/tls/${name}.pem`, import.meta.url)),
    'utf8',
  );
let secure: Server;
let proxy: Server;
const tunnels: string[] = [];

beforeAll(async () => {
  secure = createSecureServer({ cert: pem('cert'), key: pem('key') }, (_request, response) =>
    response.end('{"items":[]}'),
  );
  proxy = createServer((request, response) => {
    tunnels.push(`${request.method} ${request.url}`);
    response.end('{"items":[]}');
  });
  proxy.on('connect', (request, socket) => {
    tunnels.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
    const [, port] = (request.url ?? '').split(':');
    const there = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    socket.on('error', () => there.destroy());
    there.on('error', () => socket.destroy());
  });
  for (const server of [secure, proxy])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  secure.closeAllConnections();
  proxy.closeAllConnections();
  secure.close();
  proxy.close();
});

const portOf = (server: NetServer) => (server.address() as AddressInfo).port;

function clientOf(more: Partial<KubeAccess>): KubeClient {
  const server = more.server ?? new URL(`https://127.0.0.1:${portOf(secure)}`);
  return new KubeClient({
    target: { context: 'x', server: server.origin },
    server,
    verify: true,
    credentials: async () => ({ headers: {} }),
    ...more,
  });
}

describe('over TLS', () => {
  test('a certificate that nobody vouches for is refused, with what to do', async () => {
    const failed = clientOf({}).list(kinds.pods, {}, never);
    await expect(failed).rejects.toMatchObject({
      code: 'CHAOS_E_KUBE_CONNECTION',
      hint: expect.stringContaining('KUBERNETES_VERIFY_SSL'),
    });
  });

  test.each([{ ca: pem('cert') }, { verify: false }])('%j is accepted', async (access) => {
    const client = clientOf(access);
    expect(await client.list(kinds.pods, {}, never)).toEqual([]);
    client.close();
  });
});

describe('through a proxy', () => {
  test('a secure server gets a tunnel', async () => {
    const access = { ca: pem('cert'), proxy: `http://me:pw@127.0.0.1:${portOf(proxy)}` };
    expect(await clientOf(access).list(kinds.pods, {}, never)).toEqual([]);
    expect(tunnels.at(-1)).toBe(`CONNECT 127.0.0.1:${portOf(secure)} Basic ${btoa('me:pw')}`);
  });

  test('a plain server is asked for by its whole URL', async () => {
    const access = { server: new URL('http://api.example:8080'), proxy: `http://127.0.0.1:${portOf(proxy)}` };
    expect(await clientOf(access).list(kinds.pods, {}, never)).toEqual([]);
    expect(tunnels.at(-1)).toMatch(/^GET http:\/\/api\.example:8080\/api\/v1\/pods/);
  });
});
