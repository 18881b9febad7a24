import type { Readable } from 'node:stream';

/** Calls `use` for each complete line of a stream. */
export function linesOf(stream: Readable, use: (line: string) => void): void {
  let partial = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) use(line);
  });
}
