import { messageOf } from '@chaoskit/errors';
import type { Program } from './program.js';

/** Runs a stand-in in this process: streams, signals, exit code. Nothing that goes wrong shows a stack trace. */
export async function runProcess(run: (program: Program) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  const kill = new AbortController();
  const onSignal = () => (stop.signal.aborted ? kill : stop).abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Nobody reads any more: the code that a shell gives for SIGPIPE.
  process.stdout.on('error', () => process.exit(141));
  process.stderr.on('error', () => {});
  let usesStdin = false;
  const program: Program = {
    args: process.argv.slice(2),
    env: process.env,
    // Touched only by who reads it: it may be the terminal of another job.
    get stdin() {
      usesStdin = true;
      return process.stdin;
    },
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stop: stop.signal,
    kill: kill.signal,
  };
  try {
    process.exitCode = await run(program);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
  if (kill.signal.aborted) process.exit();
  if (usesStdin) process.stdin.destroy();
  process.removeListener('SIGINT', onSignal);
  process.removeListener('SIGTERM', onSignal);
}
