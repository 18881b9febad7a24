import { closeSync, constants, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFile } from '@chaoskit/core';

/** An event log that is open for writing. */
export type OpenLogFile = LogFile & { close(): void };

/** Makes the log of a new run. Throws where the folder or the file can't be made. */
export function createEventLogFile(path: string): OpenLogFile {
  mkdirSync(dirname(path), { recursive: true });
  return logFile(openSync(path, 'ax', 0o600));
}

/** Opens the log of a run that is over, to add to it. Throws where it can't be written. */
export function reopenEventLogFile(path: string): OpenLogFile {
  return logFile(openSync(path, constants.O_WRONLY | constants.O_APPEND));
}

function logFile(fd: number): OpenLogFile {
  return {
    append: (text) => {
      const bytes = Buffer.from(text);
      let done = 0;
      while (done < bytes.length) done += writeSync(fd, bytes, done);
    },
    sync: () => fdatasyncSync(fd),
    close: () => closeSync(fd),
  };
}
