// Pixie without a cluster, in a temporary copy of examples/pixie: a PxL script judges an experiment over the sandbox's own traffic.
// It completes; with a delay in front of the consumer it deviates.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chaos = join(root, 'packages/cli/bin/chaos.js');
/** How long nothing may be said before a line of progress, in milliseconds. */
const QUIET_MS = 5000;

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interruption.abort(name));

const folder = mkdtempSync(join(tmpdir(), 'chaoskit-demo-pixie-'));
const work = join(folder, 'pixie');
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
  cpSync(join(root, 'examples/pixie'), work, {
    recursive: true,
    filter: (path) => !/\/(\.chaos|journal\.json)/.test(path),
  });

  say(
    '1. A producer that calls a consumer all the time, on this machine. The sandbox records what they say to each other.',
  );
  const up = await run(['sandbox', 'up', '-f', 'cluster.yaml'], { quietStdout: true });
  if (up.code !== 0) throw new Error('the sandbox did not start');
  const env = { KUBECONFIG: /^export KUBECONFIG='?(.*?)'?\n$/.exec(up.stdout)?.[1] ?? '' };

  say('2. What a PxL script sees of it: the latency of the consumer, in windows of ten seconds.');
  await run(['pxl', 'run', 'latency.pxl', '--sandbox']);

  say('3. The experiment: more load on the consumer, and its 99th percentile has to stay below 300 ms.');
  expectCode(await run(['run', 'experiment.json'], { env }), 0, 'complete');
  const first = keepJournal('journal-completed.json');
  say(`It completed. The highest p99 of a window was ${highestP99(first.journal)} ms.`);

  say(
    '4. The same with a fault: each request to the consumer is held back for 400 ms while the load goes on.',
  );
  expectCode(await run(['run', 'experiment-delayed.json'], { env }), 1, 'deviate');
  const second = keepJournal('journal-deviated.json');
  say(
    `It deviated, as it should: the highest p99 of a window was ${highestP99(second.journal)} ms. The delay was taken away again.`,
  );
  say(`Journals:\n  ${first.path}\n  ${second.path}`);
}

async function takeDown() {
  const down = await run(['sandbox', 'down'], { evenIfInterrupted: true }).catch((error) => ({
    code: error.message,
  }));
  if (down.code !== 0) process.exitCode = 1;
  rmSync(work, { recursive: true, force: true });
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true, force: true });
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

/** What the probe found after the method, in milliseconds. */
function highestP99(journal) {
  const rows = journal.steady_states.after?.probes[0]?.output ?? [];
  return Math.round(Math.max(...rows.map((row) => row.latency_p99)) / 1e6);
}

function say(text) {
  console.log(`\n${text}`);
}
