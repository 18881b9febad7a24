/** One entry of a container's log, in CRI form: `TIME stdout|stderr F|P TEXT` (kubernetes/cri-api). */
export interface LogEntry {
  /** RFC 3339 with nanoseconds. */
  readonly time: string;
  readonly text: string;
  /** False: the line goes on in the next entry. */
  readonly isWhole: boolean;
}

/** Takes bytes as they come and gives the entries that are complete. */
export class LogEntryReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): LogEntry[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    this.#rest = bytes.subarray(end);
    const lines = bytes.toString('utf8', 0, end).split('\n');
    return lines.slice(0, -1).map(parseEntry);
  }
}

const entryPattern = /^(\S+) \S+ (\S+) ?(.*)$/s;

function parseEntry(line: string): LogEntry {
  const [, time = '', tag = '', text = ''] = entryPattern.exec(line) ?? [];
  return { time, text, isWhole: !tag.split(':').includes('P') };
}

/** The entries of the last `count` lines. */
export function lastLines(entries: readonly LogEntry[], count: number): readonly LogEntry[] {
  let lines = 0;
  for (let index = entries.length - 1; index >= 0; index--) {
    if (entries[index]?.isWhole === true || index === entries.length - 1) lines++;
    if (lines > count) return entries.slice(index + 1);
  }
  return entries;
}
