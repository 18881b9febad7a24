import { request } from 'node:https';
import type { LocalCluster } from './local-cluster.js';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
}

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Called for each piece of the answer as it comes. */
  readonly onText?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** One request to a cluster's API with its token; resolves when the answer is over. */
export function callApi(cluster: LocalCluster, path: string, call: Call = {}): Promise<Reply> {
  const { method = 'GET', body, headers = {}, onText, signal } = call;
  const url = new URL(path, cluster.url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        ca: cluster.ca,
        headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/json', ...headers },
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          onText?.(chunk);
        });
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            text,
            json: text.startsWith('{') ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Asks until `test` holds; fails with what was seen last. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  test: (seen: T) => boolean,
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (test(seen)) return seen;
    if (Date.now() > end) throw new Error(`waited 10 s for ${what}; last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
