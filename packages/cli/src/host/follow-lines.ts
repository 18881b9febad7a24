import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 150;

/** The whole lines of a file, and those that are appended later, until `signal` is aborted. */
export async function* followLines(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const file = await open(path, 'r');
  try {
    const decoder = new TextDecoder();
    const buffer = Buffer.alloc(64 * 1024);
    let rest = '';
    while (!signal.aborted) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) {
        await wait(POLL_MS, undefined, { signal }).catch(() => {});
        continue;
      }
      const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await file.close();
  }
}
