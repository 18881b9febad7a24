import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Ended, runChaos, startChaos, testFolder } from './support/chaos.js';

const script = `import px
df = px.DataFrame('http_events', start_time='-30s')
df.service = df.ctx['service']
df.pod = df.ctx['pod']
df.peer = px.pod_id_to_pod_name(px.ip_to_pod_id(df.remote_addr))
df = df.groupby(['service', 'pod', 'peer']).agg(n=('latency', px.count))
px.display(df)
`;

function workFolder(): string {
  const folder = testFolder({ 'script.pxl': script });
  const generator = fileURLToPath(new URL('../../../conformance/pxl/gen-data.mjs', import.meta.url));
  execFileSync(process.execPath, [
    generator,
    '--set',
    'fast',
    '--seed',
    '1',
    '--out',
    join(folder, 'recording'),
  ]);
  return folder;
}

/** A served recording, and the environment that clients need. */
async function serve(cwd: string, ...more: string[]) {
  const args = ['--no-log-file', 'pixie', 'serve', '--recording', 'recording', ...more];
  const server = startChaos(args, { cwd });
  const lines = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length === 4) resolve(text);
    });
    void server.ended.then(({ stderr }) => reject(new Error(`ended without listening:\n${stderr}`)));
  });
  const found = Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  const env = {
    PIXIE_API_KEY: found.PX_API_KEY as string,
    PIXIE_CLUSTER_ID: found.PX_CLUSTER_ID as string,
    PIXIE_SERVER_URL: found.PX_ADDR as string,
    GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: join(cwd, 'ca.pem'),
  };
  return { server, lines, env };
}

const rows = ({ stdout }: Ended): unknown[] =>
  JSON.parse(stdout)
    .output.map((row: unknown) => JSON.stringify(row))
    .sort();

test('what is served answers as the recording does, and can be recorded again', async () => {
  const cwd = workFolder();
  const { server, lines, env } = await serve(cwd, '--ca-out', 'ca.pem');
  expect(lines).toMatch(/^PX_ADDR=127\.0\.0\.1:\d+\nPX_API_KEY=\S+\nPX_CLUSTER_ID=[0-9a-f-]{36}\n$/);
  const run = (...from: string[]) =>
    runChaos(['pxl', 'run', 'script.pxl', '--format', 'json', ...from], { cwd, env });
  const expected = rows(await run('--recording', 'recording'));
  expect(expected.length).toBeGreaterThan(2);
  expect(rows(await run('--cluster', env.PIXIE_CLUSTER_ID))).toEqual(expected);
  const recorded = await runChaos(
    [
      'pxl',
      'record',
      '--cluster',
      env.PIXIE_CLUSTER_ID,
      '--tables',
      'http_events',
      '-o',
      'again',
      '--start',
      '-1m',
    ],
    { cwd, env },
  );
  expect(recorded.code).toBe(0);
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(rows(await run('--recording', 'again'))).toEqual(expected);
  expect(JSON.parse(readFileSync(join(cwd, 'again/manifest.json'), 'utf8')).now).toBe(
    JSON.parse(readFileSync(join(cwd, 'recording/manifest.json'), 'utf8')).now,
  );
});

test('wrong keys, clusters and authorities are clear errors, at once', async () => {
  const cwd = workFolder();
  const { env } = await serve(cwd, '--ca-out', 'ca.pem', '--api-key', 'mine');
  expect(env.PIXIE_API_KEY).toBe('mine');
  const refused = async (changed: Record<string, string>, cluster = env.PIXIE_CLUSTER_ID) => {
    const { code, log } = await runChaos(['pxl', 'run', 'script.pxl', '--cluster', cluster], {
      cwd,
      env: { ...env, ...changed },
    });
    expect(code).toBe(1);
    return log;
  };
  expect(await refused({ PIXIE_API_KEY: 'other' })).toMatch(/refused the API key[\s\S]*code: PIXIE_E_KEY/);
  expect(await refused({}, '11111111-2222-4333-8444-555555555555')).toContain('code: PIXIE_E_NOT_FOUND');
  expect(await refused({}, 'consumer')).toContain("'consumer' is not the id of a cluster");
  expect(await refused({ GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '' })).toContain('code: PIXIE_E_TLS');
  expect(await refused({ GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: join(cwd, 'none.pem') })).toContain(
    'code: CHAOS_E_FILE',
  );
  expect(await refused({ PIXIE_SERVER_URL: '127.0.0.1:1' })).toContain('code: PIXIE_E_UNAVAILABLE');
  expect(await refused({ PIXIE_SERVER_URL: 'a b' })).toContain("'a b' is not an address of Pixie");
});

test('plaintext, with the now that was asked for', async () => {
  const cwd = workFolder();
  const { env } = await serve(cwd, '--plaintext', '--now', '2023-11-14T22:20:00Z');
  const { code, stdout } = await runChaos(
    ['pxl', 'run', 'script.pxl', '--cluster', env.PIXIE_CLUSTER_ID, '--format', 'json'],
    {
      cwd,
      env: {
        ...env,
        PIXIE_SERVER_URL: `http://${env.PIXIE_SERVER_URL}`,
        GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '',
      },
    },
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toHaveProperty('output');
  expect(existsSync(join(cwd, 'ca.pem'))).toBe(false);
});

test.each([
  [['--listen', 'here'], 2, "'here' is not HOST:PORT"],
  [['--listen', '0.0.0.0:0', '--plaintext'], 1, 'plaintext is served on loopback only'],
  [['--ca-out', 'no/such/folder/ca.pem'], 1, "the certificate can't be written"],
])('serve %j ends with %i: %s', async (args, expected, message) => {
  const cwd = workFolder();
  const { code, stdout, stderr } = await runChaos(['pixie', 'serve', '--recording', 'recording', ...args], {
    cwd,
  });
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr).toContain(message);
});

test.each([
  ['[::1]:0', '[::1]'],
  ['0.0.0.0:0', '127.0.0.1'],
])(
  'listening at %s, the address that is printed is reached, and the certificate names it',
  async (listen, host) => {
    const cwd = workFolder();
    const { server, env } = await serve(cwd, '--ca-out', 'ca.pem', '--listen', listen);
    expect(env.PIXIE_SERVER_URL.slice(0, env.PIXIE_SERVER_URL.lastIndexOf(':'))).toBe(host);
    const run = await runChaos(
      ['pxl', 'run', 'script.pxl', '--format', 'json', '--cluster', env.PIXIE_CLUSTER_ID],
      { cwd, env },
    );
    expect(rows(run).length).toBeGreaterThan(2);
    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  },
);
