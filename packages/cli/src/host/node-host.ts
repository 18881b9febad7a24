import type { Host } from './host.js';
import { type OutputStream, outputStream } from './output-stream.js';

let streams: { readonly stdout: OutputStream; readonly stderr: OutputStream } | undefined;

/** The real process. */
export function nodeHost(): Host {
  streams ??= { stdout: outputStream(1), stderr: outputStream(2) };
  return {
    argv: process.argv.slice(2),
    env: process.env,
    pid: process.pid,
    ...streams,
    now: () => Date.now(),
    cwd: () => process.cwd(),
    chdir: (folder) => process.chdir(folder),
    onExit: (listener) => void process.once('exit', listener),
  };
}

/** Ends the process once what was written has left it, whatever timers or sockets are still open. */
export async function endProcess(exitCode: number): Promise<never> {
  await Promise.all([streams?.stdout.flushed(), streams?.stderr.flushed()]);
  process.exit(exitCode);
}
