import { closeSync, openSync, writeSync } from 'node:fs';
import { messageOf } from '@chaoskit/errors';
import type { LogSink } from './log-record.js';
import { formatText } from './text-format.js';

/** A sink that appends to a file, or why there is none. */
export type LogFile = { readonly sink: LogSink; close(): void } | { readonly problem: string };

/** So many characters are written without waiting for the turn's end. */
const LONGEST_WAITING = 64 * 1024;

/**
 * Opens `path` for appending. The lines of one turn of the event loop are written together, at its end: the file is a view of the
 * log, and what must not be lost is in the run's events. `close` writes what still waits, and ends the file.
 * A log that can't be written never stops a command: the caller warns once.
 */
export function openLogFile(path: string): LogFile {
  let fd: number;
  try {
    fd = openSync(path, 'a');
  } catch (error) {
    return { problem: messageOf(error) };
  }
  let waiting = '';
  let closed = false;
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (closed || text === '') return;
    try {
      writeSync(fd, text);
    } catch {
      // The disk is full or gone; the console still has every line.
      close();
    }
  };
  const close = (): void => {
    flush();
    if (!closed) closeSync(fd);
    closed = true;
  };
  return {
    sink: (record) => {
      if (closed) return;
      if (waiting === '') setImmediate(flush);
      waiting += formatText(record, { origin: true, colour: false });
      if (waiting.length >= LONGEST_WAITING) flush();
    },
    close,
  };
}
