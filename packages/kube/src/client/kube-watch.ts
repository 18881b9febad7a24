import type { IncomingMessage } from 'node:http';
import { KubeApiError, KubeConnectionError } from '../kube-errors.js';

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/**
 * Events of one watch, from the head of the answer to its end. It does not reconnect.
 * @throws KubeApiError for an ERROR event (410: list again)
 * @throws KubeConnectionError for a line that is no event
 */
export async function* watchEvents<T>(
  response: IncomingMessage,
  what: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent<T>> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield readEvent<T>(line, what);
    }
    // A server may close right behind the last brace; half an event is a broken connection, and the end all the same.
    if (rest.trim().endsWith('}')) yield readEvent<T>(rest, what);
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNRESET') throw error;
  } finally {
    response.destroy();
  }
}

function readEvent<T>(line: string, what: string): WatchEvent<T> {
  let event: { type?: string; object?: unknown };
  try {
    event = JSON.parse(line);
  } catch (error) {
    throw new KubeConnectionError(`${what}: not a watch event: ${line.slice(0, 100)}`, { cause: error });
  }
  if (event.type === 'ERROR') {
    const { code } = (event.object ?? {}) as { code?: number };
    throw new KubeApiError(what, code ?? 500, JSON.stringify(event.object));
  }
  return event as WatchEvent<T>;
}
