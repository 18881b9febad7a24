import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFile } from '@chaoskit/core';

/** Makes the log of a new run. Throws where the folder or the file can't be made. */
export function createEventLogFile(path: string): LogFile & { close(): void } {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'ax', 0o600);
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
