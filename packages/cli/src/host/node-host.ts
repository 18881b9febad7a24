import type { TerminalStream } from '../console/live-line.js';
import type { Host } from './host.js';

/** The real process. */
export function nodeHost(): Host {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    pid: process.pid,
    stdout: terminalStream(process.stdout),
    stderr: terminalStream(process.stderr),
    now: () => Date.now(),
    cwd: () => process.cwd(),
    chdir: (folder) => process.chdir(folder),
    onExit: (listener) => void process.once('exit', listener),
  };
}

/** A stream whose reader may go away at any time (`chaos … | head`): the run goes on without it. */
function terminalStream(stream: NodeJS.WriteStream): TerminalStream {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return {
    write: (text) => {
      if (!gone) stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

/** Ends the process once what was written has left it, whatever timers or sockets are still open. */
export async function endProcess(exitCode: number): Promise<never> {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(exitCode);
}

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
