import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Access modes of open(2) that write: O_WRONLY and O_RDWR. */
const WRITES = 0o3;

/**
 * Whether a process of this user has the file open for writing (proc(5), `fd` and `fdinfo`). True where that can't be seen: without
 * `/proc` nothing is known of the writer.
 */
export function isWritten(path: string): boolean {
  const file = realpathSync(path);
  const processes = entriesOf('/proc').filter((name) => /^\d+$/.test(name));
  if (processes.length === 0) return true;
  return processes.some((id) =>
    entriesOf(join('/proc', id, 'fd')).some((fd) => {
      try {
        if (readlinkSync(join('/proc', id, 'fd', fd)) !== file) return false;
        const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(join('/proc', id, 'fdinfo', fd), 'latin1'));
        return flags !== null && (Number.parseInt(flags[1] ?? '0', 8) & WRITES) !== 0;
      } catch {
        // It was closed, or its process ended, while this looked.
        return false;
      }
    }),
  );
}

/** None where the folder is gone or another user's. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
