import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { collectTables, openVizier } from '@chaoskit/vizier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient } from '../src/daemon/commands/sandbox-client.js';
import { SandboxFolder } from '../src/daemon/state/sandbox-state.js';
import type { RunningSandbox } from '../src/index.js';
import { until } from './support/agent-bench.js';
import { deployment, type SandboxBench, sandboxBench } from './support/sandbox-bench.js';

const signal = AbortSignal.timeout(110_000);
let bench: SandboxBench;
let sandbox: RunningSandbox;

/** Answers after as many milliseconds as its path says. */
const consumer = `require('http').createServer((call, answer) => {
  const [, ms = '0'] = /^.(\\d+)/.exec(call.url) ?? [];
  setTimeout(() => answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ms })), Number(ms));
}).listen(8080)`;

/** Calls the consumer by its name ten times a second. */
const producer = `require('http').createServer(() => {}).listen(9000);
setInterval(() => fetch('http://consumer:8080/1/by-producer').then((answer) => answer.text()).catch(() => {}), 100)`;

beforeAll(async () => {
  bench = sandboxBench(signal);
  bench.write({
    'consumer.js': consumer,
    'producer.js': producer,
    'cluster.yaml': [deployment('consumer', { port: 8080 }), deployment('producer', { port: 9000 })].join(
      '\n---\n',
    ),
    'sandbox.yaml': [
      'images:',
      '  test/consumer: {command: [node, consumer.js]}',
      '  test/producer: {command: [node, producer.js]}',
      'hosts: {mydomain.com: default/consumer}',
      'waitFor: [{table: http_events, service: default/consumer, windows: 3, windowSeconds: 2}]',
    ].join('\n'),
  });
  sandbox = await bench.up({ files: ['cluster.yaml'] });
});
afterAll(() => bench.close());

async function rowsOf(script: string) {
  const { server, apiKey, clusterId, rootsFile } = sandbox.pixie;
  const vizier = openVizier({ server, apiKey, ca: readFileSync(rootsFile, 'utf8') });
  try {
    const [table] = await collectTables(
      vizier.execute({ clusterId, script: `import px\n${script}` }, signal),
    );
    const names = table?.relation.map(({ name }) => name) ?? [];
    return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, at) => [names[at], value])));
  } finally {
    vizier.close();
  }
}

const agent = new Agent({ keepAlive: true });

/** Asks through the sandbox's HTTP proxy; answers the status and how long it took, in milliseconds. */
function ask(path: string): Promise<{ status: number; tookMs: number }> {
  const { hostname, port } = new URL(sandbox.httpProxy);
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const call = get(
      { host: hostname, port, path: `http://mydomain.com${path}`, agent, signal },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, tookMs: performance.now() - begun }),
        );
      },
    );
    call.once('error', reject);
  });
}

test('what was waited for was said', () => {
  expect(bench.logged.join('\n')).toMatch(
    /Waiting for traffic: \d of 3 windows of 2 s with rows of default\/consumer in http_events/,
  );
});

test('requests are seen from both ends, with pods, services and containers', async () => {
  const rows = await rowsOf(`
df = px.DataFrame(table='http_events')
df = df[px.contains(df.req_path, 'by-producer')]
df.pod = df.ctx['pod']
df.service = df.ctx['service']
df.namespace = df.ctx['namespace']
df.node = df.ctx['node']
df.container = df.ctx['container']
df.deployment = df.ctx['deployment']
df.cmdline = df.ctx['cmdline']
df.remote = px.pod_id_to_pod_name(px.ip_to_pod_id(df.remote_addr))
df.asked = px.service_id_to_service_name(px.ip_to_service_id(df.remote_addr))
df.name = px.nslookup(df.remote_addr)
px.display(df)`);
  const asServer = rows.filter((row) => row.trace_role === 2n).at(-1);
  expect(asServer).toMatchObject({
    pod: expect.stringMatching(/^default\/consumer-\w+-\w+$/),
    service: 'default/consumer',
    namespace: 'default',
    node: 'sandbox',
    container: 'consumer',
    deployment: 'default/consumer',
    cmdline: 'node consumer.js',
    remote: expect.stringMatching(/^default\/producer-\w+-\w+$/),
    local_port: 8080n,
    req_method: 'GET',
    resp_status: 200n,
    resp_message: 'OK',
    resp_body: '{"ms":"1"}',
    content_type: 1n,
    major_version: 1n,
  });
  const asClient = rows.filter((row) => row.trace_role === 1n).at(-1);
  expect(asClient).toMatchObject({
    pod: expect.stringMatching(/^default\/producer-/),
    service: 'default/producer',
    asked: 'default/consumer',
    name: 'consumer.default.svc.cluster.local',
    remote_port: 8080n,
  });
});

test('processes, interfaces, connections and names have rows too', async () => {
  const counted = async (script: string) => {
    const rows = await rowsOf(script);
    return new Map(rows.map((row) => [row.pod, row]));
  };
  const nameOf = (pods: Map<unknown, unknown>, app: string) =>
    [...pods.keys()].find((name) => String(name).startsWith(`default/${app}-`));
  const processes = await counted(`
df = px.DataFrame(table='process_stats')
df.pod = df.ctx['pod']
df = df.groupby('pod').agg(rss=('rss_bytes', px.max), cpu=('cpu_utime_ns', px.max), threads=('num_threads', px.max))
px.display(df)`);
  const process = processes.get(nameOf(processes, 'consumer'));
  expect(Number(process?.rss)).toBeGreaterThan(10_000_000);
  expect(Number(process?.cpu)).toBeGreaterThan(0);
  expect(Number(process?.threads)).toBeGreaterThan(3);
  const interfaces = await counted(`
df = px.DataFrame(table='network_stats')
df.pod = df.ctx['pod']
df = df.groupby('pod').agg(rx=('rx_bytes', px.max), tx=('tx_packets', px.max))
px.display(df)`);
  expect(Number(interfaces.get(nameOf(interfaces, 'consumer'))?.rx)).toBeGreaterThan(500);
  let connections: object[] = [];
  const readConnections = async () => {
    connections = await rowsOf(`
df = px.DataFrame(table='conn_stats')
df.service = df.ctx['service']
df = df[df.service == 'default/consumer']
df = df.groupby(['trace_role', 'protocol']).agg(sent=('bytes_sent', px.max), opened=('conn_open', px.max))
px.display(df)`);
    return connections.length > 0;
  };
  // Connections are added up only every few seconds.
  await until(readConnections, signal);
  expect(connections).toContainEqual({
    trace_role: 2n,
    protocol: 1n,
    sent: expect.any(BigInt),
    opened: expect.any(BigInt),
  });
  const queries = await rowsOf(`
df = px.DataFrame(table='dns_events')
df.pod = df.ctx['pod']
df.asked = px.pluck(px.pluck_array(px.pluck(df.req_body, 'queries'), 0), 'name')
df.rcode = px.pluck_int64(df.resp_header, 'rcode')
px.display(df[['pod', 'asked', 'rcode']])`);
  expect(queries).toContainEqual({
    pod: expect.stringMatching(/^default\/producer-/),
    asked: 'consumer.default.svc.cluster.local',
    rcode: 0n,
  });
});

/** Loads the consumer, and answers percentiles in milliseconds: the load's own, and those that a script sees of the same requests. */
async function percentiles(mark: string): Promise<{ own: number; seen: number }[]> {
  const took: number[] = [];
  const lanes = 4;
  const turns = 30;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let turn = 0; turn < turns; turn += 1)
        took.push((await ask(`/${100 + ((turn * lanes + lane) % 100)}/${mark}`)).tookMs);
    }),
  );
  const script = `
df = px.DataFrame(table='http_events')
df = df[df.trace_role == 2]
df = df[px.contains(df.req_path, '${mark}')]
df = df.agg(q=('latency', px.quantiles), rows=('latency', px.count))
df.p50 = px.pluck_float64(df.q, 'p50')
df.p90 = px.pluck_float64(df.q, 'p90')
df.p99 = px.pluck_float64(df.q, 'p99')
px.display(df)`;
  let row: Record<string, unknown> | undefined;
  await until(async () => {
    [row] = await rowsOf(script);
    return row?.rows === BigInt(took.length);
  }, signal);
  const sorted = took.sort((left, right) => left - right);
  return [50, 90, 99].map((percent) => ({
    own: sorted[Math.floor((sorted.length * percent) / 100)] ?? 0,
    seen: Number(row?.[`p${percent}`]) / 1e6,
  }));
}

test("percentiles agree with those of the load's own record, within 2 % + 2 ms", async () => {
  const agree = ({ own, seen }: { own: number; seen: number }) => Math.abs(own - seen) <= own * 0.02 + 2;
  const rounds: { own: number; seen: number }[][] = [];
  // Where the machine is busy with something else, the load itself waits for its turn: that shows on one side only.
  while (rounds.length < 5 && !rounds.at(-1)?.every(agree))
    rounds.push(await percentiles(`measured-${rounds.length}`));
  expect(rounds.at(-1)?.every(agree), JSON.stringify(rounds)).toBe(true);
});

test('a delay and an abort hold while they are set, and end while connections are open', async () => {
  const { running } = new SandboxFolder(bench.stateDir).read() ?? {};
  if (running === undefined) throw new Error('the sandbox is not up');
  const client = sandboxClient(running);
  const faults = { group: 'sandbox.chaoskit.dev', version: 'v1', plural: 'faults' };
  const set = (name: string, spec: object) =>
    client.create(
      faults,
      'default',
      { apiVersion: 'sandbox.chaoskit.dev/v1', kind: 'Fault', metadata: { name }, spec },
      signal,
    );
  const remove = (name: string) => client.delete(faults, { namespace: 'default', name }, {}, signal);

  await set('slow', { service: 'consumer', kind: 'delay', delayMs: 300 });
  await until(async () => (await ask('/1/slow')).tookMs >= 300, signal);
  await remove('slow');
  await until(async () => (await ask('/1/fast-again')).tookMs < 200, signal);

  await set('broken', { service: 'consumer', kind: 'abort', status: 503, share: 1 });
  await until(async () => (await ask('/1/broken')).status === 503, signal);
  await remove('broken');
  await until(async () => (await ask('/1/whole-again')).status === 200, signal);

  const worst = `
df = px.DataFrame(table='http_events')
df = df[df.trace_role == 2]
df = df[px.contains(df.req_path, 'slow') or df.resp_status == 503]
df = df.groupby('resp_status').agg(latency=('latency', px.max))
px.display(df)`;
  await until(async () => {
    const seen = new Map((await rowsOf(worst)).map((row) => [row.resp_status, row.latency]));
    return Number(seen.get(200n) ?? 0) >= 300e6 && seen.has(503n);
  }, signal);
  await expect(set('odd', { service: 'consumer', kind: 'odd' })).rejects.toThrow(/Unsupported value/);
});

test('a wrong key is refused', async () => {
  const { server, clusterId, rootsFile } = sandbox.pixie;
  const vizier = openVizier({ server, apiKey: 'wrong', ca: readFileSync(rootsFile, 'utf8') });
  await expect(
    collectTables(vizier.execute({ clusterId, script: 'import px\npx.display(px.Version())' }, signal)),
  ).rejects.toThrow(/key/);
  vizier.close();
});
