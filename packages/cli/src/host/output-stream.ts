import { fstatSync, writeSync } from 'node:fs';
import type { TerminalStream } from '../console/live-line.js';

/** How long is waited until a full pipe that does not block is asked again. */
const FULL_WAIT_MS = 2;

/** Writes bytes from `at` on; answers how many it wrote. */
type WriteSome = (fd: number, bytes: Uint8Array, at: number) => number;

/** Standard output or error of the process. */
export interface OutputStream extends TerminalStream {
  /** Resolves once everything is written. */
  flushed(): Promise<void>;
}

/**
 * A stream whose reader may go away at any time (`chaos … | head`): the run goes on without it. Node's own streams are for terminals
 * only: loading them takes a tenth of a start, and what is no terminal is written to at once anyway.
 */
export function outputStream(fd: 1 | 2): OutputStream {
  return isDevice(fd) ? deviceStream(() => (fd === 1 ? process.stdout : process.stderr)) : plainStream(fd);
}

function isDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    // Closed: what is written fails, and is forgotten.
    return false;
  }
}

/** A terminal, or one of the devices that take everything. */
function deviceStream(open: () => NodeJS.WriteStream): OutputStream {
  let opened: NodeJS.WriteStream | undefined;
  let gone = false;
  const stream = (): NodeJS.WriteStream => {
    opened ??= open().on('error', () => {
      gone = true;
    });
    return opened;
  };
  return {
    write: (text) => {
      if (!gone && text !== '') stream().write(text);
    },
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().columns ?? 80;
    },
    flushed: () =>
      new Promise((resolve) => {
        if (opened === undefined || opened.destroyed || opened.writableLength === 0) resolve();
        else opened.write('', () => resolve());
      }),
  };
}

/** A file, a pipe or a socket. `write` is for tests. */
export function plainStream(fd: number, write: WriteSome = writeSync): OutputStream {
  let gone = false;
  return {
    write: (text) => {
      try {
        if (!gone) writeAll(fd, Buffer.from(text), write);
      } catch {
        gone = true;
      }
    },
    isTTY: false,
    columns: 80,
    flushed: async () => {},
  };
}

function writeAll(fd: number, bytes: Uint8Array, write: WriteSome): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += write(fd, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_WAIT_MS);
    }
  }
}
