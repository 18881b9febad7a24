import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { ChaosError } from '@chaoskit/errors';

/** What a stand-in sees of the process that it runs in. */
export interface Program {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** The first SIGINT or SIGTERM: end in good order. */
  readonly stop: AbortSignal;
  /** The second: end at once. */
  readonly kill: AbortSignal;
}

/** Where a command writes. */
export interface Output {
  /** The text is with the system when this returns, so it outlives the process. */
  write(text: string): void;
  close(): void;
}

/** Opens the file `name`, emptied; `stdout` is standard output. */
export function openOutput(name: string, program: Program): Output {
  if (name === 'stdout') return { write: (text) => program.stdout(text), close: () => {} };
  const file = withGoTexts(name, () => openSync(name, 'w'));
  return {
    write(text) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    close: () => closeSync(file),
  };
}

/** Bytes of the file `name`; `stdin` is standard input. */
export function openInput(name: string, program: Program): AsyncIterable<Uint8Array> {
  if (name === 'stdin') return program.stdin;
  const file = withGoTexts(name, () => openSync(name, 'r'));
  return createReadStream('', { fd: file });
}

/** The words of Go's system errors, which people's scripts look for. */
const systemTexts: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
};

/** Runs `open`; a failure names the file in Go's way. */
export function withGoTexts<T>(name: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ChaosError('CHAOS_E_LOAD_FILE', `open ${name}: ${systemTexts[code] ?? message}`, {
      cause: error,
    });
  }
}
