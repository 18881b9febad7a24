import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';

const example = fileURLToPath(new URL('../../../examples/pixie', import.meta.url));

/** Percentiles of the requests of one load, as Pixie would say them. */
const script = (mark: string): string => `import px
df = px.DataFrame('http_events')
df = df[df.trace_role == 2]
df = df[px.contains(df.req_path, '${mark}')]
df = df.agg(q=('latency', px.quantiles), requests=('latency', px.count))
df.p50 = px.pluck_float64(df.q, 'p50')
df.p90 = px.pluck_float64(df.q, 'p90')
df.p99 = px.pluck_float64(df.q, 'p99')
px.display(df[['requests', 'p50', 'p90', 'p99']])
`;

const askInPython = `import json, urllib.request

def ask():
    return json.load(urllib.request.urlopen('http://mydomain.com/by-python', timeout=10))['path']
`;

interface Measured {
  readonly requests: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

test("on a service of 100 ms and more, a script's percentiles are those of the load's own record, within 2 % + 2 ms", async () => {
  const cwd = testFolder();
  const work = join(cwd, 'pixie');
  cpSync(example, work, { recursive: true, filter: (path) => !path.includes('.chaos') });
  const images = readFileSync(join(work, 'sandbox.yaml'), 'utf8');
  writeFileSync(
    join(work, 'sandbox.yaml'),
    images
      .replace('[node, consumer.mjs]', '[node, consumer.mjs]\n    env: {WORK_MS: "150"}')
      .replace('windows: 3', 'windows: 1'),
  );
  // Where the machine is busy with something else, the load itself waits for its turn: that shows on one side only.
  const rounds = ['load-1', 'load-2', 'load-3'];
  writeFileSync(join(work, 'experiment.json'), JSON.stringify(experiment(rounds)));
  for (const mark of rounds) writeFileSync(join(work, `${mark}.txt`), `GET http://mydomain.com/${mark}\n`);
  writeFileSync(join(work, 'asking.py'), askInPython);
  const run = await runChaos(['run', 'experiment.json', '--sandbox', 'cluster.yaml'], {
    cwd: work,
    env: { PYTHONPATH: work },
  });
  expect(run.code, run.log).toBe(0);

  const { run: activities } = JSON.parse(readFileSync(join(work, 'journal.json'), 'utf8'));
  const compared = rounds.map((_, round) => {
    const [, report, rows] = activities.slice(3 * round, 3 * round + 3);
    const { requests, latencies } = JSON.parse(report.output.stdout);
    const own = { requests, p50: latencies['50th'], p90: latencies['90th'], p99: latencies['99th'] };
    return { own, seen: rows.output[0] };
  });
  for (const { own, seen } of compared) {
    expect(own.p50).toBeGreaterThan(100e6);
    expect(seen.requests).toBe(own.requests);
  }
  expect(compared.some(agree), JSON.stringify(compared)).toBe(true);

  // The name from outside leads HTTP probes and Python functions to the service, too.
  const [byHttp, byPython] = activities.slice(-2);
  expect(byHttp).toMatchObject({ status: 'succeeded', output: { status: 200, body: { path: '/by-http' } } });
  expect(byPython).toMatchObject({ status: 'succeeded', output: '/by-python' });
}, 170_000);

function agree({ own, seen }: { own: Measured; seen: Measured }): boolean {
  return (['p50', 'p90', 'p99'] as const).every(
    (name) => Math.abs(own[name] - seen[name]) <= own[name] * 0.02 + 2e6,
  );
}

/** For each mark a load, its report, and what a script sees of it. */
function experiment(marks: readonly string[]): object {
  const vegeta = (name: string, args: string) => ({
    type: 'action',
    name,
    provider: { type: 'process', path: 'vegeta', arguments: args },
  });
  return {
    title: 'percentiles',
    description: 'of a load, by itself and by Pixie',
    method: [
      ...marks.flatMap((mark) => [
        {
          ...vegeta(
            `attack-${mark}`,
            `attack -targets=${mark}.txt -rate=30/s -duration=5s -output=${mark}.bin`,
          ),
          pauses: { after: 1 },
        },
        vegeta(`report-${mark}`, `report -type=json ${mark}.bin`),
        {
          type: 'probe',
          name: `script-${mark}`,
          provider: {
            type: 'python',
            module: 'chaospixie.probes',
            func: 'run_script',
            arguments: { script: script(mark) },
          },
        },
      ]),
      { type: 'probe', name: 'by-http', provider: { type: 'http', url: 'http://mydomain.com/by-http' } },
      { type: 'probe', name: 'by-python', provider: { type: 'python', module: 'asking', func: 'ask' } },
    ],
    rollbacks: [],
  };
}
