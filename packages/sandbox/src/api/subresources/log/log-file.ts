import { watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type LogEntry, LogEntryReader } from './log-entries.js';

/** How long to wait for a file that is not there yet, and at most for a change that nobody tells of. */
const retryMs = 100;
const longestWaitMs = 1000;

const chunkSize = 64 * 1024;

/** Reads the log of one attempt from its beginning; goes on where it stopped. */
export class LogFile {
  readonly #path: string;
  readonly #entries = new LogEntryReader();
  #file: FileHandle | undefined;
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was added since the last call; nothing while there is no file. */
  async readNew(): Promise<LogEntry[]> {
    this.#file ??= await openIfThere(this.#path);
    if (this.#file === undefined) return [];
    const entries: LogEntry[] = [];
    for (;;) {
      const { bytesRead, buffer } = await this.#file.read(
        Buffer.alloc(chunkSize),
        0,
        chunkSize,
        this.#offset,
      );
      if (bytesRead === 0) return entries;
      this.#offset += bytesRead;
      entries.push(...this.#entries.read(buffer.subarray(0, bytesRead)));
    }
  }

  /** Resolves when the file may have grown, or `wake` is aborted. */
  waitForChange(wake: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (wake.aborted) return resolve();
      const watcher = this.#file === undefined ? undefined : watch(this.#path, () => done());
      const timer = setTimeout(() => done(), watcher === undefined ? retryMs : longestWaitMs);
      const done = (): void => {
        clearTimeout(timer);
        watcher?.close();
        wake.removeEventListener('abort', done);
        resolve();
      };
      watcher?.on('error', done);
      wake.addEventListener('abort', done);
    });
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw reason;
  }
}
