import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Longest line in one entry; a longer one is cut into parts (`P`), as containerd does it. */
const maxLineBytes = 16 * 1024;
const newline = 10;

/** A container's log file in CRI form: `TIME stdout|stderr F|P TEXT`. Written synchronously: nothing is lost when the agent dies. */
export class CriLog {
  readonly #file: number;
  readonly #now: () => string;
  readonly #partial = { stdout: Buffer.alloc(0) as Buffer, stderr: Buffer.alloc(0) as Buffer };
  #failure: unknown;

  /** `now` answers RFC 3339 with nanoseconds. Throws where the file can't be opened. */
  constructor(path: string, now: () => string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a', 0o640);
    this.#now = now;
  }

  /** The first write that failed (a full disk); output is dropped from then on as long as writes fail. */
  get failure(): unknown {
    return this.#failure;
  }

  write(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    const parts: Buffer[] = [];
    const prefix = `${this.#now()} ${stream} `;
    let rest = this.#partial[stream].length === 0 ? chunk : Buffer.concat([this.#partial[stream], chunk]);
    for (;;) {
      const end = rest.subarray(0, maxLineBytes + 1).indexOf(newline);
      const cut = end >= 0 ? end : maxLineBytes;
      if (end < 0 && rest.length <= maxLineBytes) break;
      parts.push(entry(prefix, end >= 0 ? 'F' : 'P', rest.subarray(0, cut)));
      rest = rest.subarray(end >= 0 ? cut + 1 : cut);
    }
    this.#partial[stream] = rest;
    if (parts.length > 0) this.#append(Buffer.concat(parts));
  }

  /** Writes what came without a line end, and closes the file. */
  close(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#partial[stream];
      if (rest.length > 0) this.#append(entry(`${this.#now()} ${stream} `, 'P', rest));
    }
    closeSync(this.#file);
  }

  #append(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    } catch (reason) {
      this.#failure ??= reason;
    }
  }
}

function entry(prefix: string, tag: 'F' | 'P', line: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${prefix}${tag} `), line, Buffer.from('\n')]);
}
