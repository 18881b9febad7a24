import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceRoute } from '../src/net/service-network.js';
import { type AgentBench, agentBench, until } from './support/agent-bench.js';

const signal = AbortSignal.timeout(50_000);
const onHost = createServer((socket) => socket.end('from the host'));
const offHost = createServer((socket) => socket.end('not for pods'));
let bench: AgentBench;
const addresses: string[] = [];

const route = (name: string, clusterIP: string | undefined, ips: readonly string[]): ServiceRoute => ({
  namespace: 'default',
  name,
  ...(clusterIP === undefined ? {} : { clusterIP }),
  sessionAffinity: 'None',
  addresses: ips.map((ip) => ({ ip })),
  ports: [
    {
      name: 'http',
      protocol: 'TCP',
      port: 8001,
      endpoints: ips.map((ip) => ({ ip, port: 8001, pod: `default/${ip}` })),
    },
  ],
});

/** The same server twice, on the same port: each answers with its pod's name. */
const server = `
import http.server, socket
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = socket.gethostname().encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args): pass
http.server.ThreadingHTTPServer(('0.0.0.0', 8001), Handler).serve_forever()
`;

const services = (): ServiceRoute[] => {
  const ready = addresses.slice(0, 2);
  return [
    route('middle', '10.96.0.12', ready),
    route('none', '10.96.0.13', []),
    route('direct', undefined, ready),
    { ...route('sticky', '10.96.0.14', ready), sessionAffinity: 'ClientIP' },
  ];
};

beforeAll(async () => {
  for (const server of [onHost, offHost]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const { port } = onHost.address() as AddressInfo;
  bench = await agentBench(signal, [{ name: 'database', port }]);
  for (const name of ['middle-a', 'middle-b', 'client']) addresses.push(await bench.pod(name));
  for (const name of ['middle-a', 'middle-b']) await bench.start(name, ['python3', '-c', server]);
  await bench.agent.apply({ services: services() });
  const probe = { kind: 'http', scheme: 'HTTP', port: 8001, path: '/', headers: [] } as const;
  for (const name of ['middle-a', 'middle-b']) {
    await until(async () => (await bench.agent.probe(name, probe, signal)).ok, signal);
  }
});
afterAll(async () => {
  await bench?.close();
  onHost.close();
  offHost.close();
});

test('two replicas listen on the same port, and an unmodified Python program reaches both by name', async () => {
  const { stdout, stderr } = await bench.run('client', [
    'python3',
    '-c',
    `
import urllib.request
for name in ['middle', 'middle', 'middle.default', 'middle.default.svc', 'middle.default.svc.cluster.local', 'direct']:
    print(urllib.request.urlopen(f'http://{name}:8001/').read().decode())
`,
  ]);
  const names = stdout.trim().split('\n');
  expect(stderr).toBe('');
  expect(names).toHaveLength(6);
  expect([...new Set(names.slice(0, 2))].sort()).toEqual(['middle-a', 'middle-b']);
});

test('a Node program reaches a service, and finds its ports in DNS', async () => {
  const { stdout, stderr } = await bench.run('client', [
    process.execPath,
    '-e',
    `
const dns = require('node:dns').promises;
(async () => {
  console.log(await (await fetch('http://middle:8001/')).text());
  console.log(JSON.stringify(await dns.resolveSrv('_http._tcp.middle.default.svc.cluster.local')));
  console.log((await dns.resolve4('direct.default.svc.cluster.local')).sort().join(','));
  console.log((await dns.reverse('10.96.0.12')).join());
})();
`,
  ]);
  expect(stderr).toBe('');
  const [name, srv, direct, reverse] = stdout.split('\n');
  expect(name).toMatch(/^middle-[ab]$/);
  expect(JSON.parse(srv ?? '')).toEqual([
    { name: 'middle.default.svc.cluster.local', port: 8001, priority: 0, weight: 100 },
  ]);
  expect(direct).toBe(addresses.slice(0, 2).sort().join(','));
  expect(reverse).toBe('middle.default.svc.cluster.local');
});

test("a C program's own resolver finds a service", async () => {
  const source = join(bench.folder, 'ask.c');
  const program = join(bench.folder, 'ask');
  writeFileSync(
    source,
    `
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  struct addrinfo *found, hints = { .ai_socktype = SOCK_STREAM };
  int problem = getaddrinfo(argv[1], "8001", &hints, &found);
  if (problem) { puts(gai_strerror(problem)); return 1; }
  int connection = socket(found->ai_family, found->ai_socktype, 0);
  if (connect(connection, found->ai_addr, found->ai_addrlen)) { perror("connect"); return 2; }
  const char *request = "GET / HTTP/1.0\\r\\n\\r\\n";
  char answer[4096];
  ssize_t size = 0, more;
  write(connection, request, strlen(request));
  while ((more = read(connection, answer + size, sizeof answer - 1 - size)) > 0) size += more;
  answer[size] = 0;
  puts(strstr(answer, "\\r\\n\\r\\n") + 4);
}
`,
  );
  execFileSync(process.env.CC ?? 'cc', ['-o', program, source]);
  const { stdout, stderr, exit } = await bench.run('client', [program, 'middle']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^middle-[ab]\n$/);
  expect(exit.exitCode).toBe(0);
});

test('what does not exist, has no endpoint or lies outside is said at once', async () => {
  const { stdout } = await bench.run('client', [
    'python3',
    '-c',
    `
import socket, time
for target in [('none', 8001), ('nobody', 80), ('example.com', 80), ('10.96.0.77', 80), ('192.0.2.1', 80)]:
    began = time.time()
    try:
        socket.create_connection(target, timeout=5)
        result = 'connected'
    except OSError as problem:
        result = type(problem).__name__ + ' ' + str(problem.errno)
    print(target[0], result, 'late' if time.time() - began > 2 else 'at once')
`,
  ]);
  expect(stdout.split('\n').slice(0, 5)).toEqual([
    'none ConnectionRefusedError 111 at once',
    'nobody gaierror -2 at once',
    'example.com gaierror -2 at once',
    '10.96.0.77 ConnectionRefusedError 111 at once',
    expect.stringMatching(/^192\.0\.2\.1 OSError 1(01|13) at once$/),
  ]);
});

test('datagrams reach a service, and the answers come back', async () => {
  const echo = `
import socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('0.0.0.0', 5300))
print('up', flush=True)
while True:
    data, client = server.recvfrom(2000)
    server.sendto(b'echo ' + data, client)
`;
  const id = await bench.start('middle-a', ['python3', '-c', echo]);
  await until(() => bench.log(id).includes('up'), signal);
  const endpoints = [{ ip: addresses[0] ?? '', port: 5300, pod: 'default/middle-a' }];
  const datagrams: ServiceRoute = {
    ...route('echo', '10.96.0.16', []),
    ports: [{ name: 'echo', protocol: 'UDP', port: 53, endpoints }],
  };
  await bench.agent.apply({ services: [...services(), datagrams] });
  const { stdout } = await bench.run('client', [
    'python3',
    '-c',
    `
import socket
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(5)
client.sendto(b'hello', ('echo', 53))
print(client.recv(2000).decode())
`,
  ]);
  expect(stdout).toBe('echo hello\n');
});

test('a session stays with its endpoint', async () => {
  const { stdout } = await bench.run('client', [
    'python3',
    '-c',
    `
import urllib.request
print(len({urllib.request.urlopen('http://sticky:8001/').read() for _ in range(6)}))
`,
  ]);
  expect(stdout).toBe('1\n');
});

test('the Kubernetes API is reached through the control plane', async () => {
  const { stdout } = await bench.run('client', [
    'python3',
    '-c',
    `
import socket
connection = socket.create_connection(('10.244.0.1', 6443))
connection.shutdown(socket.SHUT_WR)
print(connection.makefile().read())
`,
  ]);
  expect(stdout).toBe('from the API\n');
});

test('a port of hostAccess leads to this machine, and no other does', async () => {
  const [open, shut] = [onHost, offHost].map((server) => (server.address() as AddressInfo).port);
  const { stdout } = await bench.run('client', [
    'python3',
    '-c',
    `
import socket
print(socket.create_connection(('database', ${open})).makefile().read())
try: socket.create_connection(('database', ${shut}))
except ConnectionRefusedError: print('refused')
`,
  ]);
  expect(stdout).toBe('from the host\nrefused\n');
});

test('the host reaches a service through a stream', async () => {
  const client = { address: '127.0.0.1', port: 1 };
  const socket = bench.agent.forward({
    kind: 'service',
    namespace: 'default',
    name: 'middle',
    port: 8001,
    client,
  });
  socket.end('GET / HTTP/1.0\r\n\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.0 200 OK[\s\S]*middle-[ab]$/);
});

test('a service that loses its endpoints refuses, and serves again when they are back', async () => {
  const ask = (expected: string) =>
    bench
      .run('client', [
        'python3',
        '-c',
        `
import urllib.request
try: urllib.request.urlopen('http://10.96.0.15:8001/'); print('served')
except OSError as problem: print('refused')
`,
      ])
      .then(({ stdout }) => expect(stdout.trim()).toBe(expected));
  const others = [route('middle', '10.96.0.12', addresses.slice(0, 2))];
  for (const [ips, expected] of [
    [addresses.slice(0, 1), 'served'],
    [[], 'refused'],
    [addresses.slice(1, 2), 'served'],
  ] as const) {
    await bench.agent.apply({ services: [...others, route('changing', '10.96.0.15', ips)] });
    await ask(expected);
  }
});
