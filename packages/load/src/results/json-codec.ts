import type { Result } from './result.js';
import { formatRfc3339, parseRfc3339 } from './rfc3339.js';

/** One line of a JSON result file, line end included; field order and escapes as vegeta's. */
export function toJsonLine(result: Result): string {
  const line = JSON.stringify({
    attack: result.attack,
    seq: result.seq,
    code: result.code,
    timestamp: formatRfc3339(result.timestampNs),
    latency: result.latencyNs,
    bytes_out: result.bytesOut,
    bytes_in: result.bytesIn,
    error: result.error,
    body: result.body,
    method: result.method,
    url: result.url,
    headers: result.headers,
  });
  return `${line.replace(/[<>&\u2028\u2029]/g, escaped)}\n`;
}

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Reads one line; undefined where it is no result. */
export function fromJsonLine(line: string): Result | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const from = value as Record<string, unknown>;
  const timestampNs = typeof from.timestamp === 'string' ? parseRfc3339(from.timestamp) : undefined;
  if (timestampNs === undefined) return undefined;
  const text = (name: string) => (typeof from[name] === 'string' ? from[name] : '');
  const count = (name: string) => (typeof from[name] === 'number' ? from[name] : 0);
  return {
    attack: text('attack'),
    seq: count('seq'),
    code: count('code'),
    timestampNs,
    latencyNs: count('latency'),
    bytesOut: count('bytes_out'),
    bytesIn: count('bytes_in'),
    error: text('error'),
    body: typeof from.body === 'string' ? from.body : null,
    method: text('method'),
    url: text('url'),
    headers: headersOf(from.headers),
  };
}

function headersOf(value: unknown): Result['headers'] {
  if (typeof value !== 'object' || value === null) return null;
  const headers: Record<string, string[]> = {};
  for (const [name, list] of Object.entries(value)) {
    if (Array.isArray(list)) headers[name] = list.map(String);
  }
  return headers;
}
