import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Program } from '../program/program.js';
import { runVegeta } from './run-vegeta.js';

let server: Server;
let url: string;
let folder: string;
const held: (() => void)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vegeta-'));
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/500') response.statusCode = 500;
    if (path === '/loop') response.writeHead(302, { location: '/loop' });
    if (path === '/kill') return void request.socket.destroy();
    if (path === '/hang') return void held.push(() => response.end('late'));
    if (path === '/half') {
      response.writeHead(200, { 'content-length': '10' });
      return void response.write('abc', () => setImmediate(() => request.socket.destroy()));
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () =>
      response.end(JSON.stringify([request.method, request.rawHeaders, String(Buffer.concat(chunks))])),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const end of held) end();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function vegeta(args: string[], stdin = '', signals: Partial<Pick<Program, 'stop' | 'kill'>> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const never = new AbortController().signal;
  const exit = await runVegeta({
    args,
    stdin: (async function* () {
      yield Buffer.from(stdin);
    })(),
    env: {},
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    stop: signals.stop ?? never,
    kill: signals.kill ?? never,
  });
  return { exit, out: out.join(''), err: err.join('') };
}

async function attackOnce(path: string, ...flags: string[]) {
  const { out } = await vegeta(['attack', '-rate=100', '-duration=10ms', ...flags], `GET ${url}${path}\n`);
  return JSON.parse(out);
}

describe('attack', () => {
  test('sends rate × duration requests and writes a JSON line each', async () => {
    const file = join(folder, 'out.bin');
    const { exit } = await vegeta(
      ['attack', '-rate=100', '-duration=100ms', `-output=${file}`, '-name=a'],
      `GET ${url}/x\n`,
    );
    const rows = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exit).toBe(0);
    expect(rows.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows[0]).toMatchObject({ attack: 'a', code: 200, error: '', method: 'GET', url: `${url}/x` });
    expect(Object.keys(rows[0])).toEqual(
      'attack seq code timestamp latency bytes_out bytes_in error body method url headers'.split(' '),
    );
  });

  test('targets take turns and carry headers and a body', async () => {
    const body = join(folder, 'body');
    await writeFile(body, 'hello');
    const targets = `# two\nPOST ${url}/a\nX-a: b\n@${body}\n\nGET ${url}/b\n`;
    const { out } = await vegeta(['attack', '-rate=100', '-duration=20ms', '-header', 'zed: 1'], targets);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .sort((a, b) => a.seq - b.seq);
    const [method, headers, sent] = JSON.parse(String(Buffer.from(rows[0].body, 'base64')));
    expect([method, sent, rows[0].bytes_out, rows[1].method]).toEqual(['POST', 'hello', 5, 'GET']);
    expect(headers.join(' ')).toMatch(/X-Vegeta-Seq 0 X-a b zed 1/);
  });

  test('a status outside 200–399 is an error with its line', async () => {
    expect(await attackOnce('/500')).toMatchObject({ code: 500, error: '500 Internal Server Error' });
  });

  test.each([
    ['/kill', [], /^Get "http:.*\/kill": EOF$/],
    ['/half', [], /^unexpected EOF$/],
    ['/loop', ['-redirects=2'], /^Get "\/loop": stopped after 2 redirects$/],
    [
      '/hang',
      ['-timeout=20ms'],
      /context deadline exceeded \(Client.Timeout exceeded while awaiting headers\)$/,
    ],
  ])('%s ends in the words of a Go client', async (path, flags, error) => {
    const row = await attackOnce(path, ...flags);
    expect(row).toMatchObject({ code: 0, headers: null });
    expect(row.error).toMatch(error);
  });

  test('a refused connection names the address', async () => {
    const { out } = await vegeta(['attack', '-rate=100', '-duration=10ms'], 'GET http://127.0.0.1:1/\n');
    expect(JSON.parse(out).error).toBe(
      'Get "http://127.0.0.1:1/": dial tcp 0.0.0.0:0->127.0.0.1:1: connect: connection refused',
    );
  });

  test('a stop signal ends in good order: what is under way is written', async () => {
    const stop = new AbortController();
    const running = vegeta(['attack', '-rate=100'], `GET ${url}/hang\n`, { stop: stop.signal });
    const before = held.length;
    while (held.length === before) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    const release = setInterval(
      () =>
        held.splice(0).forEach((end) => {
          end();
        }),
      1,
    );
    const { exit, out } = await running;
    clearInterval(release);
    expect(exit).toBe(0);
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ seq: 0, code: 200 });
  });

  test('as fast as possible with -max-workers', async () => {
    const { out } = await vegeta(['attack', '-rate=0', '-max-workers=2', '-duration=50ms'], `GET ${url}/x\n`);
    expect(out.split('\n').length).toBeGreaterThan(5);
  });

  test.each([
    [['-rate=0'], '', '-rate=0 requires setting -max-workers', 1],
    [[], '', 'no targets to attack', 1],
    [[], 'FOO', 'bad target: FOO', 1],
    [[], 'GET nowhere', 'bad URL: nowhere', 1],
    [[], 'GET http://x/\nfoo', 'bad header: foo', 1],
    [['-format=json'], '{"method":"GET"}', 'target: required url is missing', 1],
    [['-targets=missing'], '', 'error opening missing: open missing: no such file or directory', 1],
    [['-prometheus-addr=x'], '', '-prometheus-addr is not supported', 2],
    [['-bogus'], '', 'flag provided but not defined: -bogus', 2],
  ])('refuses %j with %j', async (flags, stdin, message, code) => {
    const { exit, err } = await vegeta(['attack', '-duration=10ms', ...flags], stdin);
    expect([exit, err.split('\n')[0]]).toEqual([code, expect.stringContaining(message)]);
  });
});

// The texts below are what the original prints for these results.
const rows = Array.from({ length: 20 }, (_, i) => ({
  attack: '',
  seq: i,
  code: i === 7 ? 0 : i % 5 ? 200 : 500,
  timestamp: `2026-11-24T10:00:0${Math.floor(i / 10)}${i % 10 ? `.${i % 10}` : ''}Z`,
  latency: 1_000_000 * (i + 1) + 137,
  bytes_out: 0,
  bytes_in: 5,
  error: i === 7 ? 'EOF' : i % 5 ? '' : '500 Internal Server Error',
  body: 'aGVsbG8=',
  method: 'GET',
  url: 'http://x/',
  headers: { A: ['b', 'c'], Z: ['d'] },
}));
const results = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('reading results', () => {
  test('report prints the table', async () => {
    const { out } = await vegeta(['report'], results);
    expect(out).toBe(`Requests      [total, rate, throughput]         20, 10.53, 7.81
Duration      [total, attack, wait]             1.92s, 1.9s, 20ms
Latencies     [min, mean, 50, 90, 95, 99, max]  1ms, 10.5ms, 10.5ms, 18.5ms, 19.5ms, 20ms, 20ms
Bytes In      [total, mean]                     100, 5.00
Bytes Out     [total, mean]                     0, 0.00
Success       [ratio]                           75.00%
Status Codes  [code:count]                      0:1  200:15  500:4  
Error Set:
500 Internal Server Error
EOF
`);
  });

  test('report -type=hist', async () => {
    const { out } = await vegeta(['report', '-type', 'hist[0,2ms,6ms]'], results);
    expect(out).toBe(`Bucket         #   %       Histogram
[0s,    2ms]   1   5.00%   ###
[2ms,   6ms]   4   20.00%  ###############
[6ms,   +Inf]  15  75.00%  ########################################################
`);
  });

  test('report -type=json', async () => {
    const report = JSON.parse((await vegeta(['report', '-type=json'], results)).out);
    expect(report.latencies).toMatchObject({ '50th': 10500137, '99th': 20000137, max: 20000137 });
    expect(report).toMatchObject({ requests: 20, success: 0.75, status_codes: { 0: 1, 200: 15, 500: 4 } });
  });

  test('a torn last line is left out, wherever it is cut', async () => {
    const last = `${JSON.stringify(rows[0])}\n`;
    for (const cut of [1, 40, last.length - 2]) {
      const { exit, out } = await vegeta(['encode', '--to', 'json'], results + last.slice(0, cut));
      expect([exit, out]).toEqual([0, results]);
    }
  });

  test('csv is written and read again', async () => {
    const csv = (await vegeta(['encode', '-to=csv'], results)).out;
    expect(csv.split('\n')[0]).toBe(
      '1795514400000000000,500,1000137,0,5,500 Internal Server Error,aGVsbG8=,,0,GET,http://x/,QTogYg0KQTogYw0KWjogZA0KDQo=',
    );
    expect((await vegeta(['encode'], csv)).out).toBe(results);
  });

  test('plot is one page without anything from outside', async () => {
    const { out } = await vegeta(['plot'], results);
    expect(out).toContain('<svg');
    expect(out).not.toMatch(/src=|href=/);
  });

  test.each([
    ['nonsense\n', /can't detect encoding of "stdin"/],
    ['\x0e\xff\x81\x05\x01\x02\xff\x82\x00\x01\x0c\n', /binary encoding \(gob\)/],
    [`${results}nonsense\n`, /^stdin:21: not a result/],
  ])('%j is refused in one line', async (stdin, message) => {
    const { exit, err } = await vegeta(['report'], stdin);
    expect(exit).toBe(1);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
