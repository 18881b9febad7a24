import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isWritten } from './is-written.js';

const POLL_MS = 150;
/** The writer is looked for at each of so many reads that find nothing: to look costs more than to read. */
const POLLS_A_LOOK = 7;

/** The whole lines of a file, and those that are appended later, until `signal` is aborted or no process writes to it any more. */
export async function* followLines(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const file = await open(path, 'r');
  try {
    const decoder = new TextDecoder();
    const buffer = Buffer.alloc(64 * 1024);
    let rest = '';
    let written = true;
    for (let idle = 0; !signal.aborted; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead > 0) {
        const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
        continue;
      }
      if (!written) return;
      // Before the next read, not after it: the writer's last words may have come since this one.
      written = idle++ % POLLS_A_LOOK !== 0 || isWritten(path);
      if (written) await wait(POLL_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await file.close();
  }
}
