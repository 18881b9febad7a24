import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDdosify } from './run-ddosify.js';
import { tickCounts } from './ticks.js';

let server: Server;
let url: string;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(
      `${request.method} ${request.url} ${request.headers['x-a'] ?? ''} ${request.headers.authorization ?? ''}`,
    );
    if (request.url === '/hang') return;
    response.statusCode = request.url === '/500' ? 500 : 200;
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ddosify(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const never = new AbortController().signal;
  const exit = await runDdosify({
    args,
    stdin: (async function* () {})(),
    env: {},
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    stop: never,
    kill: never,
  });
  return { exit, out: out.join(''), err: err.join('') };
}

test('a 500 is a success, in JSON', async () => {
  const { exit, out } = await ddosify(
    '-t',
    `${url}/500`,
    '-n',
    '5',
    '-d=1',
    '-o',
    'stdout-json',
    '-h',
    'X-A: b',
    '-a',
    'u:p',
  );
  const result = JSON.parse(out);
  expect(exit).toBe(0);
  expect(result).toMatchObject({
    success_perc: 100,
    fail_perc: 0,
    test_status: 'success',
    success_count: 5,
    server_fail_count: 0,
  });
  expect(result.steps[1]).toMatchObject({ status_code_dist: { 500: 5 }, fail: { count: 0 } });
  expect(Object.keys(result.steps[1].durations)).toEqual([
    'connection',
    'dns',
    'request_write',
    'response_read',
    'server_processing',
    'total',
  ]);
  expect(seen.at(-1)).toBe(`GET /500 b Basic ${btoa('u:p')}`);
});

test('refused connections are counted by reason', async () => {
  const { exit, out } = await ddosify('-t', 'http://127.0.0.1:1', '-n', '3', '-d', '1', '-o', 'stdout-json');
  expect(exit).toBe(0);
  expect(JSON.parse(out).steps[1]).toMatchObject({
    status_code_dist: {},
    fail: { count: 3, server: { count: 3, reasons: { 'connection refused': 3 } } },
    durations: {},
  });
});

test('the text output ends with a result', async () => {
  const { out } = await ddosify('-t', url, '-n', '2', '-d', '1');
  expect(out).toMatch(
    /✔️ {2}Successful Run: 2 +100%.*\n\n\nRESULT\n[\s\S]*200 \(OK\) +:2\n\nTest Status : Success\n$/,
  );
});

test.each([
  [[], 'err: Please provide the target url with -t flag', 1],
  [['-t', 'http://x', '-l', 'odd'], 'err: unsupported load type: odd', 1],
  [['-config', 'f'], '-config is not supported by the built-in ddosify', 2],
  [['-x'], 'flag provided but not defined: -x', 2],
])('refuses %j', async (args, message, code) => {
  const { exit, err } = await ddosify(...args);
  expect([exit, err.split('\n')[0]]).toEqual([code, expect.stringContaining(message)]);
});

test.each(['linear', 'incremental', 'waved'] as const)('%s deals out all iterations', (shape) => {
  const counts = tickCounts(1003, 7, shape);
  expect(counts).toHaveLength(70);
  expect(counts.reduce((a, b) => a + b)).toBe(1003);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
});

test('incremental grows', () => {
  expect(
    tickCounts(60, 3, 'incremental')
      .map((_, i, all) => all.slice(0, i + 1).reduce((a, b) => a + b))
      .filter((_, i) => i % 10 === 9),
  ).toEqual([10, 30, 60]);
});
