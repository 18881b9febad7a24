// Pixie's official Python client and the Python extension chaospixie, both from PyPI and unmodified, against `chaos pixie serve` and the
// sandbox's own Vizier: they and our own driver have to agree, row for row. A virtual environment in a temporary folder; chaoslib is the
// bridge's own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dir = mkdtempSync(join(tmpdir(), 'chaoskit-pixie-'));
const chaosBin = join(root, 'node_modules/.bin/chaos');
const python = join(dir, 'venv/bin/python');
const document = join(root, '../shared/seeds/pixie/pixiescript.py');
const scriptFile = existsSync(document) ? document : join(root, 'examples/pixie/latency.pxl');

/** The whole of a program that uses the official client: script, table and encryption by its arguments, rows as JSON lines. */
const program = `
import json, math, os, sys, uuid
import pxapi
path, table, encrypted = sys.argv[1], sys.argv[2], sys.argv[3] == "yes"
client = pxapi.Client(token=os.environ["PIXIE_API_KEY"], server_url=os.environ["PIXIE_SERVER_URL"], use_encryption=encrypted)
connection = client.connect_to_cluster(os.environ["PIXIE_CLUSTER_ID"])
script = connection.prepare_script(open(path).read())
def plain(value):
    if isinstance(value, bytes): return value.decode()
    if isinstance(value, uuid.UUID): return str(value)
    if isinstance(value, float) and not math.isfinite(value): return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, int) and not isinstance(value, bool): return str(value)
    return value
try:
    for row in script.results(table):
        print(json.dumps([plain(value) for value in row]))
except pxapi.PxLError as error:
    print(error)
    sys.exit(3)
`;

/** Rows whose times fall between microseconds. */
const unevenTimes = `import px
df = px.DataFrame('http_events').head(500)
px.display(df[['time_', 'upid', 'latency']])
`;

let served;
try {
  execFileSync('python3', ['-m', 'venv', join(dir, 'venv')], { stdio: 'inherit' });
  const pip = (...args) =>
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...args], { stdio: 'inherit' });
  pip('pxapi==0.9.0', 'logzero');
  pip('--no-deps', 'chaostoolkit-pixie==0.1.1');
  writeFileSync(join(dir, 'client.py'), program);

  served = await serve('fast');
  compareRows();
  compareExperiments();
  await served.stop();

  served = await serve('main');
  compareTypes();
  compareErrors();
  await served.stop();

  served = await serveSandbox();
  compareLiveTraffic();
  console.log('pxapi, chaospixie and our own driver agree');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await served?.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Starts the server over a recorded data set; what it prints is the clients' environment. */
async function serve(set) {
  const recording = join(dir, set);
  const generator = join(root, 'conformance/pxl/gen-data.mjs');
  execFileSync(process.execPath, [generator, '--set', set, '--seed', '1', '--out', recording]);
  const ca = join(dir, 'ca.pem');
  const child = spawn(
    chaosBin,
    ['--no-log-file', 'pixie', 'serve', '--recording', recording, '--ca-out', ca],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(child, 'exit');
  const lines = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const at = line.indexOf('=');
    lines[line.slice(0, at)] = line.slice(at + 1);
    if (Object.keys(lines).length === 3) break;
  }
  return {
    recording,
    env: {
      ...process.env,
      CHAOS_PYTHON: python,
      PIXIE_SERVER_URL: lines.PX_ADDR,
      PIXIE_API_KEY: lines.PX_API_KEY,
      PIXIE_CLUSTER_ID: lines.PX_CLUSTER_ID,
      GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: ca,
    },
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`chaos pixie serve ended with ${code}`);
    },
  };
}

/** Brings up the example's sandbox, whose own Vizier answers over what its pods say to each other. */
async function serveSandbox() {
  const work = join(dir, 'pixie');
  cpSync(join(root, 'examples/pixie'), work, {
    recursive: true,
    filter: (path) => !/\/(\.chaos|journal\.json)/.test(path),
  });
  const sandbox = (...args) =>
    execFileSync(chaosBin, ['sandbox', ...args], {
      cwd: work,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const stop = async () => void sandbox('down');
  try {
    sandbox('up', '-f', 'cluster.yaml');
    const { pixie } = JSON.parse(sandbox('status', '--json'));
    return {
      env: {
        ...process.env,
        CHAOS_PYTHON: python,
        PIXIE_SERVER_URL: pixie.server,
        PIXIE_API_KEY: pixie.apiKey,
        PIXIE_CLUSTER_ID: pixie.clusterId,
        GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: pixie.rootsFile,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function run(command, args, expected = 0) {
  const result = spawnSync(command, args, {
    cwd: dir,
    env: served.env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== expected)
    throw new Error(`${command} ${args.join(' ')}: exit ${result.status}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

/** The official client's rows, integers as text. */
function official(file, table, encrypted = false) {
  const lines = run(python, ['client.py', file, table, encrypted ? 'yes' : 'no']).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

/** Our own client's rows, integers as text. */
function own(file, table) {
  const from = ['--cluster', served.env.PIXIE_CLUSTER_ID, '--format', 'json', '--table', table];
  const text = run(chaosBin, ['--no-log-file', 'pxl', 'run', file, ...from]);
  return JSON.parse(text)[table];
}

function inRows(objects) {
  return objects.map((row) => Object.values(row));
}

/** Integers are numbers here and texts there. */
function comparable(rows) {
  const isNumber = (value) => value !== '' && !Number.isNaN(Number(value));
  return rows.map((row) =>
    row.map((value) => (typeof value !== 'boolean' && isNumber(value) ? Number(value) : value)),
  );
}

function agree(what, left, right) {
  if (left.length === 0) throw new Error(`${what}: no rows`);
  if (!isDeepStrictEqual(left, right))
    throw new Error(
      `${what}: they differ\n${JSON.stringify(left.slice(0, 3))}\n${JSON.stringify(right.slice(0, 3))}`,
    );
  console.log(`${what}: ${left.length} rows agree`);
}

/** The document's script: the official client, clear and encrypted, against our own client. */
function compareRows() {
  const ours = comparable(inRows(own(scriptFile, 'output')));
  agree('pxapi', comparable(official(scriptFile, 'output')), ours);
  agree('pxapi, encrypted', comparable(official(scriptFile, 'output', true)), ours);
}

/** The document's experiment, and rows as they were seen: chaospixie through the bridge against our driver, by their journals. */
function compareExperiments() {
  const document = { column: 'latency_p99', treshold: 300.0 };
  compareExperiment('the script', 'run_script_from_local_file', { script_path: scriptFile }, document);
  const seen = { column: 'latency', treshold: 60_000.0 };
  compareExperiment('rows as seen', 'run_script', { script: unevenTimes }, seen);
}

function compareExperiment(what, probe, args, limit) {
  const call = (func, args) => ({
    type: 'python',
    module: func[0],
    func: func[1],
    secrets: ['pixie'],
    arguments: args,
  });
  const experiment = {
    title: 'latency',
    description: 'the probe and tolerance of chaospixie',
    secrets: { pixie: { api_key: { type: 'env', key: 'PIXIE_API_KEY' } } },
    configuration: { pixie_cluster_id: { type: 'env', key: 'PIXIE_CLUSTER_ID' } },
    'steady-state-hypothesis': {
      title: 'p99 below 300 ms',
      probes: [
        {
          type: 'probe',
          name: 'latency',
          provider: call(['chaospixie.probes', probe], args),
          tolerance: {
            type: 'probe',
            name: 'p99',
            provider: call(['chaospixie.tolerances', 'percentile_should_be_below'], {
              ...limit,
              percentile: 99,
              convert_from_nanoseconds: 'milliseconds',
            }),
          },
        },
      ],
    },
    method: [],
  };
  writeFileSync(join(dir, 'experiment.json'), JSON.stringify(experiment));
  const outcome = (...args) => {
    run(chaosBin, ['--no-log-file', 'run', ...args, 'experiment.json']);
    // Compared as text: numbers beyond 2^53 and floats keep their written form.
    const journal = readFileSync(join(dir, 'journal.json'), 'utf8');
    const [probe] = JSON.parse(journal).steady_states.before.probes;
    const output = /"output": \[[\s\S]*?\n {10}\]|"output": \[[^\]]*\]/.exec(journal)?.[0];
    return { text: output, rows: probe.output, met: probe.tolerance_met };
  };
  const native = outcome();
  const bridged = outcome('--python', 'always');
  agree(`chaospixie, ${what}`, bridged.rows, native.rows);
  if (native.text === undefined || bridged.text !== native.text)
    throw new Error(`the journals differ\n${bridged.text}\n${native.text}`);
  if (native.met !== true || bridged.met !== true) throw new Error('the tolerance is not met');
}

/** Every type of column. */
function compareTypes() {
  const file = join(dir, 'types.pxl');
  writeFileSync(
    file,
    `import px
df = px.DataFrame('http_events').head(3000)
df.ratio = df.latency / 0
df = df[['time_', 'upid', 'encrypted', 'latency', 'ratio', 'req_path', 'resp_body']]
px.display(df, 'types')
px.display(px.DataFrame('http_events', start_time='2h'), 'empty')
`,
  );
  agree('types', comparable(official(file, 'types')), comparable(inRows(own(file, 'types'))));
  if (official(file, 'empty').length > 0) throw new Error('a table without rows has some');
}

/** Traffic of the sandbox up to now, as rows, as metadata and as the probe's output: more comes while the clients ask. */
function compareLiveTraffic() {
  // Requests that are under way have no row yet, but a time.
  const end = `${Date.now() - 2000}000000`;
  const script = `import px
df = px.DataFrame('http_events', end_time=${end})
df.service = df.ctx['service']
df.pod = df.ctx['pod']
px.display(df[['time_', 'service', 'pod', 'trace_role', 'remote_addr', 'req_path', 'resp_status', 'latency']])
`;
  const file = join(dir, 'live.pxl');
  writeFileSync(file, script);
  const ours = comparable(inRows(own(file, 'output')));
  agree('pxapi, sandbox', comparable(official(file, 'output')), ours);
  agree('pxapi, sandbox, encrypted', comparable(official(file, 'output', true)), ours);
  const limit = { column: 'latency', treshold: 60_000.0 };
  compareExperiment('sandbox', 'run_script', { script }, limit);
}

/** A script's error, with its line. */
function compareErrors() {
  const file = join(dir, 'wrong.pxl');
  writeFileSync(file, "import px\ndf = px.DataFrame('nothing')\npx.display(df)\n");
  const text = run(python, ['client.py', file, 'output', 'no'], 3);
  if (!text.includes("PxL, line 2, Table 'nothing' not found.")) throw new Error(`another error: ${text}`);
  console.log('errors: line and words arrive');
}
