// What demos share: a temporary copy of an example, `chaos` in it, and everything taken down at the end.
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

/**
 * Plays a demo in a copy of `examples/EXAMPLE`. `demo` gets the copy's folder, and `run` and `keepJournal`, which work in it. Ends with
 * exit code 1 where it fails or is interrupted. `leaveOut` matches the paths that are not copied.
 */
export async function playDemo({ example, prefix, leaveOut }, demo) {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interruption.abort(name));
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const work = join(folder, example);
  const run = (args, options) => runChaos(work, interruption.signal, args, options);
  const keepJournal = (name) => {
    const path = join(folder, name);
    renameSync(join(work, 'journal.json'), path);
    return { path, journal: JSON.parse(readFileSync(path, 'utf8')) };
  };
  try {
    cpSync(join(root, 'examples', example), work, {
      recursive: true,
      filter: (path) => !leaveOut.test(path),
    });
    await demo({ work, run, keepJournal });
  } catch (error) {
    say(
      interruption.signal.aborted
        ? `Interrupted by ${interruption.signal.reason}.`
        : `The demo failed: ${error.message}`,
    );
    process.exitCode = 1;
  } finally {
    const down = await run(['sandbox', 'down'], { evenIfInterrupted: true }).catch((error) => ({
      code: error.message,
    }));
    if (down.code !== 0) process.exitCode = 1;
    rmSync(work, { recursive: true, force: true });
    if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true, force: true });
  }
}

/** Brings the example's cluster up; answers its kubeconfig. */
export async function bringUp(run) {
  const up = await run(['sandbox', 'up', '-f', 'cluster.yaml'], { quietStdout: true });
  if (up.code !== 0) throw new Error('the sandbox did not start');
  return /^export KUBECONFIG='?(.*?)'?\n$/.exec(up.stdout)?.[1] ?? '';
}

/** Starts `chaos` in the working copy; its log is shown on standard output, with a line of progress where it is quiet. */
async function runChaos(
  work,
  signal,
  args,
  { env = {}, quietStdout = false, evenIfInterrupted = false } = {},
) {
  if (!evenIfInterrupted) signal.throwIfAborted();
  console.log(`$ chaos ${args.join(' ')}`);
  // A group of its own: an interruption is passed on once, by us.
  const child = spawn(process.execPath, [chaos, ...args], {
    cwd: work,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGINT');
  if (!evenIfInterrupted) signal.addEventListener('abort', stop);
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
    if (!evenIfInterrupted) signal.throwIfAborted();
    return { code, stdout };
  } finally {
    clearInterval(quiet);
    signal.removeEventListener('abort', stop);
  }
}

function startQuiet() {
  const since = Date.now();
  return setInterval(() => console.log(`    … ${Math.round((Date.now() - since) / 1000)} s`), QUIET_MS);
}

export function expectCode({ code }, wanted, what) {
  if (code !== wanted)
    throw new Error(`expected the command to ${what} (exit code ${wanted}), it ended with ${code}`);
}

export function say(text) {
  console.log(`\n${text}`);
}
