import { spawn } from 'node:child_process';
import type { Tools } from '../host/tools.js';
import type { Container } from './container.js';

/** More output than this is cut: it is for a message, not for data. */
const maxOutputBytes = 64 * 1024;
/** How long output may still come after the program's end. */
const outputPatienceMs = 200;

/** Runs a program in the namespaces of a container, in its working directory, with its environment. An abort kills it. */
export async function execInContainer(
  container: Container,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  tools: Tools,
  signal: AbortSignal,
): Promise<{ exitCode: number; output: string }> {
  signal.throwIfAborted();
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const child = spawn(
    tools.nsenter,
    [
      `--target=${container.init}`,
      ...['--mount', '--uts', '--ipc', '--net', '--pid'],
      '--',
      tools.sh,
      '-c',
      'cd "$1" && shift && exec "$@"',
      'exec',
      container.config.workingDir,
      tools.env,
      '-i',
      ...variables,
      ...command,
    ],
    // A process group of its own, so that an abort reaches the program and not only nsenter.
    { stdio: ['ignore', 'pipe', 'pipe'], env: {}, detached: true },
  );
  let output = Buffer.alloc(0);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      if (output.length < maxOutputBytes) output = Buffer.concat([output, chunk]).subarray(0, maxOutputBytes);
    });
  }
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended just now.
    }
  };
  signal.addEventListener('abort', kill, { once: true });
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      const done = (code: number | null) => resolve(code ?? 137);
      child.once('close', done);
      // A daemon that the program started may keep its output open: don't wait for it.
      child.once('exit', (code) => setTimeout(done, outputPatienceMs, code).unref());
    });
    signal.throwIfAborted();
    return { exitCode, output: output.toString('utf8') };
  } finally {
    signal.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
