import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityFailedError, type DefinitionContext, type PlainJson } from '@chaoskit/core';
import { parseRecording } from '@chaoskit/pxl';
import { serveVizier } from '@chaoskit/vizier';
import { expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../load-driver.js';

const clusterId = '01234567-89ab-4cde-8f01-23456789ab01';
const now = 1_700_000_600_000_000_000n;
const upid = (pid: number): string => `1:${pid}:1`;

/** Requests of two services: `calm` stays as it is, `hit` fails and slows down in the last two minutes. */
function recording() {
  const columns = [
    ['time_', 'TIME64NS'],
    ['upid', 'UINT128'],
    ['trace_role', 'INT64'],
    ['resp_status', 'INT64'],
    ['latency', 'INT64'],
  ].map(([name, type]) => ({ name, type, semanticType: name === 'upid' ? 'ST_UPID' : 'ST_NONE' }));
  const rows: unknown[][] = [];
  for (let second = 240; second > 0; second -= 1) {
    const hit = second <= 120;
    const time = String(now - BigInt(second) * 1_000_000_000n);
    rows.push([time, `00000001-0000-0001-0000-000000000001`, 2, 200, 10_000_000]);
    rows.push([
      time,
      `00000001-0000-0002-0000-000000000001`,
      2,
      hit ? 500 : 200,
      hit ? 900_000_000 : 10_000_000,
    ]);
  }
  const names = ['calm', 'hit'];
  const files: Readonly<Record<string, string>> = {
    'manifest.json': JSON.stringify({
      format: 'pxl-recording/1',
      now: String(now),
      tables: [{ name: 'http_events', file: 'rows', columns }],
    }),
    'metadata.json': JSON.stringify({
      clusterId,
      services: names.map((name) => ({ uid: `s-${name}`, name: `shop/${name}`, stopTimeNs: '0' })),
      pods: names.map((name) => ({
        uid: `p-${name}`,
        name: `shop/${name}-1`,
        services: [`s-${name}`],
        stopTimeNs: '0',
      })),
      containers: names.map((name) => ({ id: `c-${name}`, name, podUid: `p-${name}` })),
      processes: names.map((name, index) => ({
        upid: upid(index + 1),
        cmdline: name,
        containerId: `c-${name}`,
      })),
    }),
    rows: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  };
  return parseRecording((name) => files[name] ?? '');
}

async function bench(own: Partial<DefinitionContext> = {}) {
  const { store, metadata } = recording();
  const server = await serveVizier({ source: { store, metadata, nowNs: () => now }, apiKey: 'key' });
  onTestFinished(() => server.close());
  const context = {
    signal: new AbortController().signal,
    configuration: { pixie_cluster_id: clusterId, px_server_url: `http://127.0.0.1:${server.port}` },
    secrets: { api_key: 'key' },
    env: {},
    ...own,
  } as DefinitionContext;
  return async (name: string, args: Readonly<Record<string, PlainJson>> = {}): Promise<unknown> => {
    const definition = (await loadDriver(name))?.find((one) => one.name === name);
    if (definition === undefined) throw new Error(`no definition ${name}`);
    const defaults = Object.entries(definition.input).map(([field, { default: value }]) => [
      field,
      value ?? null,
    ]);
    return definition.run({ ...Object.fromEntries(defaults), ...args }, context);
  };
}

const script = `import px
df = px.DataFrame('http_events', start_time='-10s')
df.service = df.ctx['service']
df = df.groupby('service').agg(n=('latency', px.count))
px.display(df)
`;
const counted = [
  { service: 'shop/calm', n: 10 },
  { service: 'shop/hit', n: 10 },
];

test('a script runs where configuration and secrets say, and answers its rows', async () => {
  expect(await (await bench())('chaospixie.probes.run_script', { script })).toEqual(counted);
});

test('a script from a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-pixie-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 's.pxl'), script);
  const run = await bench();
  const probe = 'chaospixie.probes.run_script_from_local_file';
  expect(await run(probe, { script_path: join(folder, 's.pxl') })).toEqual(counted);
  await expect(run(probe, { script_path: 'nowhere.pxl' })).rejects.toThrow(
    "'nowhere.pxl' is not a valid path",
  );
});

test('the environment wins', async () => {
  const run = await bench({ env: { PIXIE_API_KEY: 'another' } });
  const refused = await run('chaospixie.probes.run_script', { script }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ActivityFailedError);
  expect((refused as Error).message).toContain('refused the API key');
});

test.each([
  ['configuration', 'missing the Pixie cluster id'],
  ['secrets', 'missing the Pixie API key'],
] as const)('without %s: %s', async (part, message) => {
  const run = await bench({ [part]: {} });
  await expect(run('chaospixie.probes.run_script', { script })).rejects.toThrow(message);
});

test("a script's error has its place, a missing table the ones that there are", async () => {
  const run = await bench();
  const wrong = run('chaospixie.probes.run_script', { script: 'import px\npx.display(nothing)\n' });
  await expect(wrong).rejects.toThrow("name 'nothing' is not defined (line 2, column 12)");
  await expect(run('chaospixie.probes.run_script', { script, table_name: 'x' })).rejects.toMatchObject({
    message: "Table 'x' not received",
    hint: 'the script gives output',
  });
});

test('the health of services, and those that moved unasked', async () => {
  const run = await bench();
  expect(await run('pixie.service_health', { start_time: '-2m' })).toMatchObject([
    { service: 'shop/calm', requests: 120, error_rate: 0, latency_p99_ms: 10 },
    { service: 'shop/hit', requests: 120, error_rate: 1, latency_p99_ms: 900 },
  ]);
  expect(await run('pixie.service_health', { namespace: 'other' })).toEqual([]);
  expect(await run('pixie.collateral')).toMatchObject([
    {
      service: 'shop/hit',
      moved: ['error_rate', 'latency'],
      before: { error_rate: 0 },
      after: { error_rate: 1 },
    },
  ]);
  expect(await run('pixie.collateral', { services: ['shop/hit'] })).toEqual([]);
});
