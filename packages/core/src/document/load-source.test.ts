import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpGet } from './http-get.js';
import { loadSource, type SourceDeps } from './load-source.js';
import { parseDocument } from './parse-document.js';

const files: Record<string, string> = { 'a.json': '{"a": 1}', 'a.yaml': 'a: 1', 'a.txt': 'a' };
const requests: IncomingMessage[] = [];
const server = createServer((request, response) => {
  requests.push(request);
  const at = request.url ?? '';
  if (at === '/hang') return;
  const type = { '/json': 'application/json; charset=utf-8', '/yaml': 'text/yaml', '/text': 'text/plain' }[
    at
  ];
  response.writeHead(at === '/no' ? 403 : 200, { 'content-type': type ?? 'image/png' });
  response.end(at === '/no' ? 'go away' : at === '/json' ? '{"a": 1}' : 'a: 1');
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.closeAllConnections());
afterAll(() => server.close());

/** An address where nobody listens: the port was ours a moment ago. */
async function closedPort(): Promise<string> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await new Promise((resolve) => other.close(resolve));
  return `127.0.0.1:${port}`;
}

const deps = (more: Partial<SourceDeps> = {}): SourceDeps => ({
  readFile: async (path) => {
    const text = files[path];
    if (text === undefined)
      throw Object.assign(new Error('gone'), { code: path === 'dir' ? 'EISDIR' : 'ENOENT' });
    return Buffer.from(text);
  },
  readStdin: async () => Buffer.from(' {"a": 1}'),
  httpGet,
  env: {},
  ...more,
});
const load = (source: string, more: Partial<SourceDeps> = {}) =>
  loadSource(source, deps(more), new AbortController().signal);

test.each(['a.json', 'a.yaml', '-'])('%s', async (source) => {
  expect((await parseDocument(await load(source))).value).toEqual({ a: 1 });
});

test.each(['json', 'yaml', 'text'])('over http as %s', async (path) => {
  expect((await parseDocument(await load(`http://${base}/${path}`))).value).toEqual({ a: 1 });
  expect(requests.at(-1)?.headers).toMatchObject({ accept: 'application/json, application/x-yaml' });
  expect(requests.at(-1)?.headers.authorization).toBeUndefined();
});

test('the header of the settings goes to its host alone, the token of the environment wins', async () => {
  const settings = {
    auths: { [base]: { type: 'digest', value: 'x' }, 'elsewhere:80': { type: 'basic', value: 'y' } },
  };
  await load(`http://${base}/json`, { settings });
  expect(requests.at(-1)?.headers.authorization).toBe('digest x');
  await load(`http://${base}/json`, { settings, env: { CHAOSTOOLKIT_LOADER_AUTH_BEARER_TOKEN: ' t ' } });
  expect(requests.at(-1)?.headers.authorization).toBe('bearer t');
});

describe('refusals', () => {
  test.each([
    ['nowhere.json', 'Path "nowhere.json" does not exist.'],
    ['dir', 'Path "dir" is a folder'],
    ['a.txt', 'only files with json, yaml or yml extensions are supported'],
    ['ftp://127.0.0.1/x.json', "'ftp' is not a supported source scheme."],
  ])('%s', async (source, message) => {
    await expect(load(source)).rejects.toThrow(message);
  });

  test('answers that are no document', async () => {
    await expect(load(`http://${base}/no`)).rejects.toThrow('Failed to fetch the experiment: go away');
    await expect(load(`http://${base}/png`)).rejects.toThrow("content type 'image/png'");
    await expect(load(`http://${base}/hang`, { timeoutMs: 50 })).rejects.toThrow('no answer within 0.05 s');
    await expect(load(`http://${await closedPort()}/`)).rejects.toThrow(/ECONNREFUSED/);
  });

  test('texts that are no document', async () => {
    const parse = (format: 'json' | 'yaml' | 'text', text: string) =>
      parseDocument({ source: 'x', text, format });
    await expect(parse('json', '{')).rejects.toThrow('Failed parsing JSON experiment: ');
    await expect(parse('yaml', 'a: [')).rejects.toThrow('Failed parsing YAML experiment: ');
    await expect(parse('text', '{"a" 1}')).rejects.toThrow('Failed parsing JSON experiment: ');
    expect((await parseDocument({ source: 'x', text: '{a: 1}', format: 'text' })).value).toEqual({ a: 1 });
  });
});
