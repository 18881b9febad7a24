// Lab 1 from end to end, in a temporary copy of examples/lab1: the run deviates, a second replica mends it, the run completes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chaos = join(root, 'packages/cli/bin/chaos.js');
/** The node port that the example is written for. */
const EXAMPLE_PORT = '30080';
const NODE_PORTS = { first: 30000, last: 32767 };
/** How long nothing may be said before a line of progress, in milliseconds. */
const QUIET_MS = 5000;

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interruption.abort(name));

const folder = mkdtempSync(join(tmpdir(), 'chaoskit-demo-'));
const work = join(folder, 'lab1');
try {
  await demo();
} catch (error) {
  say(
    interruption.signal.aborted
      ? `Interrupted by ${interruption.signal.reason}.`
      : `The demo failed: ${error.message}`,
  );
  process.exitCode = 1;
} finally {
  await takeDown();
}

async function demo() {
  cpSync(join(root, 'examples/lab1'), work, {
    recursive: true,
    filter: (path) => !/\/(\.chaos|__pycache__)(\/|$)/.test(path),
  });
  const port = await freeNodePort();
  usePort(String(port));
  const env = { FRONT_URL: `http://localhost:${port}/`, PYTHONPATH: join(work, 'ctkextensions') };

  say('1. A cluster of three services on this machine: front asks middle, middle asks back.');
  const up = await run(['sandbox', 'up', '-f', 'cluster.yaml'], { quietStdout: true });
  if (up.code !== 0) throw new Error('the sandbox did not start');
  env.KUBECONFIG = /^export KUBECONFIG='?(.*?)'?\n$/.exec(up.stdout)?.[1] ?? '';

  say('2. The experiment: the only pod of middle is deleted while users ask for the front page.');
  expectCode(await run(['run', 'experiment.json'], { env }), 1, 'deviate');
  const first = keepJournal('journal-deviated.json');
  explain(first.journal);

  say('3. The remedy: a second replica of middle.');
  expectCode(await run(['sandbox', 'scale', 'deployment/middle', '--replicas=2']), 0, 'scale');
  for (const file of tracesOf(first.journal)) rmSync(join(work, file), { force: true });

  say('4. The same experiment again.');
  expectCode(await run(['run', 'experiment.json'], { env }), 0, 'complete');
  const second = keepJournal('journal-completed.json');
  say('With two replicas one pod of middle can go and users notice nothing.');
  say(`Journals:\n  ${first.path}\n  ${second.path}`);
}

async function takeDown() {
  const down = await run(['sandbox', 'down'], { evenIfInterrupted: true }).catch((error) => ({
    code: error.message,
  }));
  if (down.code !== 0 && process.exitCode !== 1) process.exitCode = 1;
  rmSync(work, { recursive: true, force: true });
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true, force: true });
}

/** A node port on which nobody listens: the example's own, or any other. */
async function freeNodePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = NODE_PORTS.first + Math.floor(Math.random() * (NODE_PORTS.last - NODE_PORTS.first + 1));
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (free) {
      await new Promise((resolve) => server.close(resolve));
      return port;
    }
  }
  throw new Error(`no port between ${NODE_PORTS.first} and ${NODE_PORTS.last} is free`);
}

function usePort(port) {
  const files = ['cluster.yaml', ...readdirSync(join(work, 'data')).map((name) => join('data', name))];
  for (const file of files) {
    const path = join(work, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(EXAMPLE_PORT, port));
  }
}

/** Starts `chaos` in the working copy; its log is shown on standard output, with a line of progress where it is quiet. */
async function run(args, { env = {}, quietStdout = false, evenIfInterrupted = false } = {}) {
  if (!evenIfInterrupted) interruption.signal.throwIfAborted();
  console.log(`$ chaos ${args.join(' ')}`);
  // A group of its own: an interruption is passed on once, by us.
  const child = spawn(process.execPath, [chaos, ...args], {
    cwd: work,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGINT');
  if (!evenIfInterrupted) interruption.signal.addEventListener('abort', stop);
  let quiet = startQuiet();
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    if (!quietStdout) process.stdout.write(text);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    console.log(line);
    clearInterval(quiet);
    quiet = startQuiet();
  });
  try {
    const [code] = await once(child, 'close');
    if (!evenIfInterrupted) interruption.signal.throwIfAborted();
    return { code, stdout };
  } finally {
    clearInterval(quiet);
    interruption.signal.removeEventListener('abort', stop);
  }
}

function startQuiet() {
  const since = Date.now();
  return setInterval(() => console.log(`    … ${Math.round((Date.now() - since) / 1000)} s`), QUIET_MS);
}

function expectCode({ code }, wanted, what) {
  if (code !== wanted)
    throw new Error(`expected the command to ${what} (exit code ${wanted}), it ended with ${code}`);
}

function keepJournal(name) {
  const path = join(folder, name);
  renameSync(join(work, 'journal.json'), path);
  return { path, journal: JSON.parse(readFileSync(path, 'utf8')) };
}

/** Files that the hypothesis reads its traces from. */
function tracesOf(journal) {
  const probes = journal.experiment['steady-state-hypothesis'].probes;
  return probes.flatMap(({ provider }) => provider.arguments?.filepath ?? []);
}

function explain(journal) {
  const unmet = journal.steady_states.after?.probes.find(({ tolerance_met: met }) => !met)?.activity.name;
  say(`Why it deviated: the probe '${unmet}' was met before the method and is not met after it.`);
  const answers = tracesOf(journal).flatMap((file) =>
    readFileSync(join(work, file), 'utf8').trim().split('\n').map(JSON.parse),
  );
  const errors = answers.map(({ body }) => errorIn(body)).filter(Boolean);
  say(
    `While the only pod of middle was gone and its successor started, front had nobody to ask: ${errors.length} of ` +
      `${answers.length} answers to users carried an error (${[...new Set(errors)].join(', ')}).`,
  );
}

function errorIn(body) {
  try {
    return JSON.parse(Buffer.from(body ?? '', 'base64').toString()).error;
  } catch {
    return undefined;
  }
}

function say(text) {
  console.log(`\n${text}`);
}
