import type { Client } from './client.js';
import { type Answer, type ExchangeRequest, exchange, type Marks } from './exchange.js';
import { describeTransportError } from './transport-error.js';

/** How one hit is judged and followed. */
export interface HitOptions {
  /** For the whole hit, redirects and body included, in milliseconds; 0: none. */
  readonly timeoutMs: number;
  /** Redirects followed; -1: none, and a redirect is a success. */
  readonly redirects: number;
  /** Stands for the own address in error texts. */
  readonly local: string;
  /** The URL as the user wrote it, for error texts. */
  readonly shownUrl: string;
  /** Aborted: the hit ends at once. */
  readonly signal?: AbortSignal;
}

/** What came of one hit. */
export interface HitOutcome {
  /** 0 where there was no answer, or a broken one. */
  readonly code: number;
  readonly statusText: string;
  /** Empty unless the transport failed; in the words of a Go client. */
  readonly error: string;
  readonly headers: Record<string, string[]> | null;
  readonly body: Buffer | null;
  readonly marks: Readonly<Marks>;
  readonly endedMs: number;
}

/** Marks the abort that comes from the time-out. */
class TimedOut extends Error {}

/** Sends one request, follows redirects as Go's client does, and never rejects. */
export async function hit(
  request: ExchangeRequest,
  client: Client,
  options: HitOptions,
): Promise<HitOutcome> {
  const ended = new AbortController();
  const timer =
    options.timeoutMs > 0 ? setTimeout(() => ended.abort(new TimedOut()), options.timeoutMs) : undefined;
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const marks: Marks = { startMs: performance.now() };
  let current = request;
  let { shownUrl } = options;
  const failed = (error: string, body: Buffer | null = null): HitOutcome => ({
    code: 0,
    statusText: '',
    error,
    headers: null,
    body,
    marks,
    endedMs: performance.now(),
  });
  const verb = request.method.charAt(0) + request.method.slice(1).toLowerCase();
  try {
    for (let followed = 0; ; followed += 1) {
      const answer = await exchange(current, client, marks, signal);
      const next = options.redirects < 0 ? undefined : redirected(current, answer);
      if (next !== undefined) {
        shownUrl = next.location;
        if (followed >= options.redirects) {
          return failed(`${verb} "${shownUrl}": stopped after ${options.redirects} redirects`);
        }
        current = next.request;
        continue;
      }
      if (answer.bodyError !== undefined) return failed(describeBodyError(answer.bodyError), answer.body);
      const { status: code, statusText, headers, body } = answer;
      return { code, statusText, error: '', headers, body, marks, endedMs: performance.now() };
    }
  } catch (error) {
    const reason =
      error instanceof TimedOut || ended.signal.aborted
        ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
        : signal.aborted
          ? 'context canceled'
          : describeTransportError(error as Error & { code?: string }, options.local);
    return failed(`${verb} "${shownUrl}": ${reason}`);
  } finally {
    clearTimeout(timer);
  }
}

function describeBodyError(error: unknown): string {
  if (error instanceof TimedOut) {
    return 'context deadline exceeded (Client.Timeout or context cancellation while reading body)';
  }
  const code = (error as { code?: string }).code;
  return code === undefined || code === 'ECONNRESET' ? 'unexpected EOF' : (error as Error).message;
}

/** Headers that stay behind when a redirect leaves the host. */
const sensitive = new Set(['authorization', 'www-authenticate', 'cookie', 'cookie2']);

/** Where an answer redirects to; undefined where it is final. */
function redirected(
  request: ExchangeRequest,
  answer: Answer,
): { request: ExchangeRequest; location: string } | undefined {
  const location = answer.headers.Location?.[0];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  if (!URL.canParse(location, request.url.href)) return undefined;
  const url = new URL(location, request.url);
  const keepsMethod = answer.status === 307 || answer.status === 308;
  const method = keepsMethod || request.method === 'HEAD' ? request.method : 'GET';
  const headers = request.headers.filter(
    ([name]) =>
      (url.host === request.url.host || !sensitive.has(name.toLowerCase())) && name.toLowerCase() !== 'host',
  );
  return {
    location,
    request: {
      method,
      url,
      headers,
      ...(keepsMethod && request.body !== undefined && { body: request.body }),
      ...(keepsMethod && request.chunked !== undefined && { chunked: request.chunked }),
    },
  };
}
