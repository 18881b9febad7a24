import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';

const script = `import px
df = px.DataFrame('http_events')
df = df.groupby('req_method').agg(n=('latency', px.count))
px.display(df, 'methods')
`;

/** A folder with a script and a recording of hand-sized tables. */
function workFolder(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = testFolder({ 'script.pxl': script, ...files });
  const generator = fileURLToPath(new URL('../../../conformance/pxl/gen-data.mjs', import.meta.url));
  execFileSync(process.execPath, [generator, '--set', 'fast', '--seed', '1', '--out', `${folder}/recording`]);
  return folder;
}

const overRecording = ['--recording', 'recording'];

test('a script runs over a recording, in each format', async () => {
  const cwd = workFolder();
  const run = (...more: string[]) =>
    runChaos(['pxl', 'run', 'script.pxl', ...overRecording, ...more], { cwd });
  const table = await run();
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/^req_method +n\n(\w+ +\d+\n)+$/);
  const json = JSON.parse((await run('--format', 'json')).stdout);
  expect(json.methods[0]).toEqual({ req_method: expect.any(String), n: expect.any(Number) });
  expect((await run('--format', 'csv')).stdout.split('\r\n')[0]).toBe('req_method,n');
});

test('functions of a script are executed with their arguments, by name and by the vis.json beside it', async () => {
  const functions = `import px
def requests(start_time: str, role: int):
    df = px.DataFrame('http_events', start_time=start_time)
    df = df[df.trace_role == role]
    return df.agg(n=('latency', px.count))
`;
  const vis = {
    variables: [{ name: 'start', type: 'PX_STRING', defaultValue: '-10m' }],
    globalFuncs: [
      {
        outputName: 'all',
        func: {
          name: 'requests',
          args: [
            { name: 'start_time', variable: 'start' },
            { name: 'role', value: '2' },
          ],
        },
      },
    ],
    widgets: [{ name: 'shown', globalFuncOutputName: 'all' }],
  };
  const cwd = workFolder({ 'f/f.pxl': functions, 'f/vis.json': vis });
  const run = (...more: string[]) =>
    runChaos(['pxl', 'run', 'f/f.pxl', ...overRecording, '--format', 'json', ...more], { cwd });
  const whole = JSON.parse((await run()).stdout);
  expect(whole.all[0].n).toBeGreaterThan(0);
  const short = JSON.parse((await run('--arg', 'start=-1s')).stdout);
  expect(short.all[0].n).toBeLessThan(whole.all[0].n);
  const named = await run('--func', 'requests', '--arg', 'start_time=-10m', '--arg', 'role=2');
  expect(JSON.parse(named.stdout)).toEqual({ output: whole.all });
  const wrong = await run('--arg', 'strat=-1s');
  expect(wrong.code).toBe(1);
  expect(wrong.log).toContain("the script takes no argument 'strat', only start");
});

test('check says every problem with its place, the line, and what could be meant', async () => {
  const cwd = testFolder({ 'bad.pxl': "import px\ndf = px.DataFrame('http_evnts')\npx.display(df)\n" });
  const { code, log, stdout } = await runChaos(['pxl', 'check', 'bad.pxl'], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(log).toBe(`[ERROR] Table 'http_evnts' not found.
    at bad.pxl:2:18
        df = px.DataFrame('http_evnts')
                         ^
    hint: did you mean 'http_events'?
    code: PXL_E_SCRIPT
`);
});

test('check compiles the functions that a vis.json names, whatever values are missing', async () => {
  const text = `import px
def f(ns: px.Namespace, n: int, all: bool):
    df = px.DataFrame('http_events')
    df.namespace = df.ctx['namespace']
    return df[df.namespace == ns].head(n)
`;
  const names = ['ns', 'n', 'all'];
  const types = ['PX_NAMESPACE', 'PX_INT64', 'PX_BOOLEAN'];
  const vis = {
    variables: names.map((name, index) => ({ name, type: types[index] })),
    widgets: [{ name: 'rows', func: { name: 'f', args: names.map((name) => ({ name, variable: name })) } }],
  };
  const cwd = testFolder({ 'f.pxl': text, 'vis.json': vis });
  const checked = await runChaos(['pxl', 'check', 'f.pxl'], { cwd });
  expect(checked.code).toBe(0);
  expect(checked.stdout).toMatch(/^rows +namespace +STRING +ST_NAMESPACE_NAME$/m);
  const run = await runChaos(['pxl', 'run', 'f.pxl', '--recording', '.'], { cwd });
  expect(run.log).toContain("the script needs a value of 'ns'");
});

test.each([
  ["df = px.DataFrame('http_events')\ndf.x = df.latncy\npx.display(df)", "did you mean 'latency'?"],
  ["df = px.DataFrame('http_events')\ndf.x = px.flor(1.5)\npx.display(df)", "did you mean 'floor'?"],
  ["df = px.DataFrame('http_events')\npx.display(df.grupby('x'))", "did you mean 'groupby'?"],
  ["frame = px.DataFrame('http_events')\npx.display(frme)", "did you mean 'frame'?"],
  ["df = px.DataFrame('http_events')\ndf.x = px.floor(df.latency)\npx.display(df)", 'it takes [FLOAT64]'],
])('a wrong name has a near one: %s', async (text, hint) => {
  const cwd = testFolder({ 'x.pxl': `import px\n${text}\n` });
  const { code, log } = await runChaos(['pxl', 'check', 'x.pxl'], { cwd });
  expect(code).toBe(1);
  expect(log).toContain(`hint: ${hint}`);
});

test('a damaged recording is told with file and line', async () => {
  const columns = [{ name: 'n', type: 'INT64', semanticType: 'ST_NONE' }];
  const recording = {
    'recording/manifest.json': {
      format: 'pxl-recording/1',
      now: '1700000000000000000',
      metadata: 'metadata.json',
      tables: [{ name: 'http_events', file: 'tables/t.jsonl', rows: 2, columns }],
    },
    'recording/metadata.json': {},
    'recording/tables/t.jsonl': '[1]\n["two"]\n',
  };
  const cwd = testFolder({ ...recording, 's.pxl': "import px\npx.display(px.DataFrame('http_events'))\n" });
  const { code, log } = await runChaos(['pxl', 'run', 's.pxl', ...overRecording], { cwd });
  expect(code).toBe(1);
  expect(log).toContain(`'n' is no INT64: "two"\n    at recording/tables/t.jsonl:2`);
  const none = await runChaos(['pxl', 'run', 's.pxl', '--recording', 'nowhere'], { cwd });
  expect(none.code).toBe(1);
  expect(none.log).toContain('at nowhere/manifest.json');
});

test('until: waits for a row, and gives up in time', async () => {
  const cwd = workFolder();
  const run = (path: string) =>
    runChaos(
      ['pxl', 'run', 'script.pxl', ...overRecording, '--until', path, '--every', '0.05', '--timeout', '0.2'],
      { cwd },
    );
  expect((await run('$[*][?(@.n > 1)]')).code).toBe(0);
  const never = await run('$[*][?(@.n > 100000000)]');
  expect(never.code).toBe(1);
  expect(never.log).toContain('nothing in the rows fits');
  const ofTheList = await run('$[?(@.n > 1)]');
  expect(ofTheList.code).toBe(1);
  expect(ofTheList.log).toContain("hint: the rows are a list; '$[*][?(@.n > 1)]' asks each of them");
});

test('tables and functions are listed', async () => {
  const cwd = testFolder();
  expect((await runChaos(['pxl', 'tables'], { cwd })).stdout).toMatch(/^http_events +\d+ /m);
  const http = JSON.parse((await runChaos(['pxl', 'tables', 'http_events', '--json'], { cwd })).stdout);
  expect(http[0].columns.at(-1)).toMatchObject({ name: 'latency', semanticType: 'ST_DURATION_NS' });
  expect((await runChaos(['pxl', 'tables', 'http_event'], { cwd })).log).toContain(
    "did you mean 'http_events'?",
  );
  expect((await runChaos(['pxl', 'functions', 'quantiles'], { cwd })).stdout).toContain(
    'px.quantiles(FLOAT64)',
  );
});

test('a script that asks for too much is told where, and what helps', async () => {
  const cwd = workFolder({
    'big.pxl': `import px\ndf = px.DataFrame('http_events')\n${'df = df.append(df)\n'.repeat(30)}px.display(df)\n`,
  });
  const { code, log, stdout } = await runChaos(['pxl', 'run', 'big.pxl', ...overRecording], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(log).toMatch(/the append makes more than 16,000,000 rows\n +at big\.pxl:\d+:15\n/);
  expect(log).toContain('hint: filter both sides, or aggregate them first');
});
