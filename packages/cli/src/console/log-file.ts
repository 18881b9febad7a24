import { closeSync, openSync, writeSync } from 'node:fs';
import { messageOf } from '@chaoskit/errors';
import type { LogSink } from './log-record.js';
import { formatText } from './text-format.js';

/** A sink that appends to a file, or why there is none. */
export type LogFile = { readonly sink: LogSink; close(): void } | { readonly problem: string };

/** Opens `path` for appending. A log that can't be written never stops a command: the caller warns once. */
export function openLogFile(path: string): LogFile {
  let fd: number;
  try {
    fd = openSync(path, 'a');
  } catch (error) {
    return { problem: messageOf(error) };
  }
  let broken = false;
  return {
    sink: (record) => {
      if (broken) return;
      try {
        writeSync(fd, formatText(record, { origin: true, colour: false }));
      } catch {
        // The disk is full or gone; the console still has every line.
        broken = true;
      }
    },
    close: () => closeSync(fd),
  };
}
