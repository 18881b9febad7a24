import { issueCertificate } from '@chaoskit/certificate';
import { PxlError, type Value } from '@chaoskit/pxl';
import { expect, test } from 'vitest';
import { collectTables, openVizier, type ScriptEvent, serveVizier } from '../src/index.js';
import { apiKey, clusterId, serve, sourceOf } from './support.js';

const { signal } = new AbortController();

const every = {
  columns: { b: 'BOOLEAN', i: 'INT64', u: 'UINT128', f: 'FLOAT64', s: 'STRING', time_: 'TIME64NS' },
  rows: [
    [true, 9_007_199_254_740_993n, { high: 123n, low: 456n }, Number.NaN, 'ä€😀', 1_700_000_000_000_000_001n],
    [false, -1n, { high: 0n, low: 0n }, Number.NEGATIVE_INFINITY, '', 1_700_000_000_000_000_002n],
  ],
} as const;
const script = "import px\npx.display(px.DataFrame('t'), 'out')\n";
const request = { clusterId, script };

const numbers = (count: number, text = 'x'): { columns: { n: 'INT64'; s: 'STRING' }; rows: Value[][] } => ({
  columns: { n: 'INT64', s: 'STRING' },
  rows: Array.from({ length: count }, (_, row) => [BigInt(row), text]),
});

async function gather(events: AsyncIterable<ScriptEvent>): Promise<ScriptEvent[]> {
  const all: ScriptEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test('values of all types come as they are, with clusters, health and statistics', async () => {
  const { client: open } = await serve(sourceOf({ t: every }));
  const client = open();
  expect(await client.clusters(signal)).toEqual([
    { id: clusterId, name: 'test', status: 'healthy', vizierVersion: 'chaoskit' },
  ]);
  expect((await client.cluster(clusterId, signal)).id).toBe(clusterId);
  await client.checkHealth(clusterId, signal);
  const events = await gather(client.execute(request, signal));
  expect(events.map(({ kind }) => kind)).toEqual(['table', 'rows', 'table-end', 'stats']);
  expect(events.at(-1)).toMatchObject({ stats: { recordsProcessed: 2n, bytesProcessed: 96n } });
  const [table] = await collectTables(client.execute(request, signal));
  expect(table?.name).toBe('out');
  expect(table?.relation.map(({ type }) => type)).toEqual(Object.values(every.columns));
  expect(table?.rows).toEqual(every.rows);
});

test('an empty table is announced and ended', async () => {
  const { client } = await serve(sourceOf({ t: { ...every, rows: [] } }));
  const events = await gather(client().execute(request, signal));
  expect(events.map(({ kind }) => kind)).toEqual(['table', 'table-end', 'stats']);
});

test('large tables come in batches of at most 1024 rows and less than 1 MiB', async () => {
  const { client } = await serve(sourceOf({ t: numbers(3000), wide: numbers(40, 'y'.repeat(100_000)) }));
  const two = `${script}px.display(px.DataFrame('wide'), 'wide')\n`;
  const sizes = new Map<string, number[]>();
  for await (const event of client().execute({ clusterId, script: two }, signal)) {
    if (event.kind !== 'rows') continue;
    const list = sizes.get(event.table.name) ?? [];
    sizes.set(event.table.name, [...list, event.batch.rows.length]);
  }
  expect(sizes.get('out')).toEqual([1024, 1024, 952]);
  expect(sizes.get('wide')?.reduce((sum, rows) => sum + rows, 0)).toBe(40);
  expect(Math.max(...(sizes.get('wide') ?? []))).toBeLessThan(11);
});

test('what goes beyond a limit while it is executed is an error of the script, with its place', async () => {
  const { client } = await serve(sourceOf({ t: numbers(5000) }));
  const script =
    "import px\ndf = px.DataFrame('t')\npx.display(df.merge(df, how='inner', left_on='s', right_on='s'))\n";
  const failure = await collectTables(client().execute({ clusterId, script }, signal)).catch(
    (error: unknown) => error,
  );
  expect((failure as PxlError).problems).toEqual([
    { line: 3, column: 20, message: 'the merge makes more than 16,000,000 rows' },
  ]);
});

test('the plan of an expression with many ways to its parts has an end', async () => {
  const { client } = await serve(sourceOf({ t: numbers(1) }));
  const doubled = `#px:set explain=true\nimport px\ndf = px.DataFrame('t')\nx = df.n\n${'x = x + x\n'.repeat(60)}df.n = x\npx.display(df)\n`;
  const tables = await collectTables(client().execute({ clusterId, script: doubled }, signal));
  const plan = tables.find(({ name }) => name === '__query_plan__');
  expect(String(plan?.rows[0]?.[0])).toMatch(/n = add\(add\(.*…/);
});

test('a row that no message can hold is an error that says what to do', async () => {
  const { client } = await serve(sourceOf({ t: numbers(1, 'z'.repeat(2_000_000)) }));
  await expect(collectTables(client().execute(request, signal))).rejects.toThrow(/1 MiB.*head\(\)/);
});

test("a script's errors have their places", async () => {
  const { client } = await serve(sourceOf({ t: every }));
  const wrong = { clusterId, script: "import px\ndf = px.DataFrame('nothing')\npx.display(df)\n" };
  const failure = await collectTables(client().execute(wrong, signal)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PxlError);
  expect((failure as PxlError).problems).toEqual([
    { line: 2, column: 18, message: "Table 'nothing' not found." },
  ]);
  const empty = collectTables(client().execute({ clusterId, script: '' }, signal));
  await expect(empty).rejects.toThrow('Query should not be empty.');
});

test('functions are executed, plans explained, row limits kept', async () => {
  const { client } = await serve(sourceOf({ t: numbers(20) }));
  const functions =
    'import px\ndef f(from_n: int):\n    df = px.DataFrame("t")\n    return df[df.n >= from_n]\n';
  const execution = {
    clusterId,
    script: functions,
    functions: [{ name: 'f', args: { from_n: '18' }, prefix: 'rest' }],
  };
  const [rest] = await collectTables(client().execute(execution, signal));
  expect(rest).toMatchObject({
    name: 'rest',
    rows: [
      [18n, 'x'],
      [19n, 'x'],
    ],
  });
  const settings = `#px:set explain=true\n#px:set max_output_rows_per_table=3\n${script}`;
  const [out, plan] = await collectTables(client().execute({ clusterId, script: settings }, signal));
  expect(out?.rows.length).toBe(3);
  expect(plan?.name).toBe('__query_plan__');
  expect(plan?.rows[0]?.[0]).toMatch(/^digraph plan \{[\s\S]*source t/);
});

test('rows come encrypted for those who ask', async () => {
  const { client } = await serve(sourceOf({ t: every }));
  const [table] = await collectTables(client({ encryption: true }).execute(request, signal));
  expect(table?.rows).toEqual(every.rows);
});

test('tracepoints whose table is there run, others are not available', async () => {
  const { client } = await serve(sourceOf({ t: every }));
  const traced = (table: string): string => `import pxtrace\nimport px
pxtrace.UpsertTracepoint('mine', '${table}', '''k''', pxtrace.kprobe(), '5m')\npx.display(px.DataFrame('t'))\n`;
  const events = await gather(client().execute({ clusterId, script: traced('t'), mutation: true }, signal));
  expect(events[0]).toEqual({ kind: 'mutations', states: [{ name: 'mine', running: true }] });
  const waiting = gather(client().execute({ clusterId, script: traced('later'), mutation: true }, signal));
  await expect(waiting).rejects.toMatchObject({ code: 'PIXIE_E_UNAVAILABLE' });
});

test.each([
  ['a wrong key', { apiKey: 'wrong' }, clusterId, 'PIXIE_E_KEY'],
  ['an unknown cluster', {}, '11111111-2222-4333-8444-555555555555', 'PIXIE_E_NOT_FOUND'],
  ['no cluster id', {}, 'consumer', 'PIXIE_E_REQUEST'],
  ['an authority that is not trusted', { ca: '' }, clusterId, 'PIXIE_E_TLS'],
])('%s is a clear error', async (_what, options, id, code) => {
  const { client } = await serve(sourceOf({ t: every }));
  const refused = collectTables(client(options).execute({ clusterId: id, script }, signal));
  await expect(refused).rejects.toMatchObject({
    code,
    hint: code === 'PIXIE_E_REQUEST' ? undefined : expect.any(String),
  });
});

test.each([
  ['behind', 10, /not yet valid/],
  ['ahead', -4000, /expired/],
])('a clock that is %s of the server is a clear error', async (_what, days, reason) => {
  const now = Date.now() + days * 86_400_000;
  const names = {
    authority: 'test-ca',
    server: 'localhost',
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1'],
  };
  const tls = issueCertificate({ now, ...names });
  const { client } = await serve(sourceOf({ t: every }), { tls });
  await expect(collectTables(client({ ca: tls.ca }).execute(request, signal))).rejects.toMatchObject({
    code: 'PIXIE_E_TLS',
    message: expect.stringMatching(reason),
    hint: expect.stringContaining('clock of this machine'),
  });
});

test('a server that is not there is a clear error', async () => {
  const { server, client } = await serve(sourceOf({ t: every }));
  const open = client();
  await server.close().catch(() => {});
  await expect(open.clusters(signal)).rejects.toMatchObject({ code: 'PIXIE_E_UNAVAILABLE' });
});

test('a caller that leaves ends the call with its own reason', async () => {
  const { client } = await serve(sourceOf({ t: numbers(5000) }));
  const controller = new AbortController();
  const read = async (): Promise<void> => {
    for await (const event of client().execute(request, controller.signal))
      if (event.kind === 'rows') controller.abort(new Error('enough'));
  };
  await expect(read()).rejects.toThrow('enough');
});

test('plaintext is for loopback, and takes any cluster id', async () => {
  const source = sourceOf({ t: every });
  await expect(serveVizier({ source, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'PIXIE_E_PLAINTEXT' });
  const { server } = await serve(source, { host: '127.0.0.1', tls: undefined } as never);
  const client = openVizier({ server: `http://127.0.0.1:${server.port}`, apiKey });
  const [table] = await collectTables(client.execute({ clusterId: 'mine', script }, signal));
  expect(table?.rows.length).toBe(2);
  client.close();
});

test('a script is made one for a plugin; what is wrong with it comes with its place', async () => {
  const gauges = { columns: { time_: 'TIME64NS', service: 'STRING', n: 'INT64' }, rows: [] } as const;
  const { client: open } = await serve(sourceOf({ gauges }));
  const client = open();
  const text =
    "import px\ndf = px.DataFrame('gauges')\ndf.service = px.Service(df.service)\npx.display(df, 'g')\n";
  const generated = await client.generateOtelScript(clusterId, text, signal);
  expect(generated).toContain(
    "px.DataFrame('gauges', start_time=px.plugin.start_time, end_time=px.plugin.end_time)",
  );
  expect(generated).toContain("px.otel.metric.Gauge(\n      name='g.n',");
  const failure = client.generateOtelScript(clusterId, text.replace("'gauges'", "'gouges'"), signal);
  await expect(failure).rejects.toBeInstanceOf(PxlError);
  await expect(failure).rejects.toMatchObject({ problems: [{ line: 2, column: 18 }] });
});
