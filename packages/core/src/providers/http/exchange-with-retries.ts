import type { Clock } from '../../run/ports.js';
import { headerValues } from './header-map.js';
import { ConnectError, ReadTimeoutError } from './http-errors.js';
import { type Exchange, type HttpAnswer, sendRequest } from './send-request.js';

/** May be sent twice without doing more than once (RFC 9110 §9.2.2). */
const IDEMPOTENT = new Set(['HEAD', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']);
const WAIT_AND_RETRY = new Set([413, 429, 503]);

/**
 * Sends a request, again at once after a failed connection, after a failed read where the method allows it, and after the time of a
 * `Retry-After`; `retries` times in all (core.md §9.3). With retries, a read timeout in the end is a failed connection, as in the reference.
 */
export async function exchangeWithRetries(
  exchange: Exchange,
  retries: number,
  signal: AbortSignal,
  clock: Clock,
): Promise<HttpAnswer> {
  for (let left = retries; ; left -= 1) {
    let answer: HttpAnswer;
    try {
      answer = await sendRequest(exchange, signal, clock);
    } catch (error) {
      if (!mayRetry(error, exchange.method)) throw error;
      if (left > 0) continue;
      if (retries > 0 && error instanceof ReadTimeoutError) {
        throw new ConnectError(`${error.message}, after ${retries} retries`, { sent: true, cause: error });
      }
      throw error;
    }
    const afterMs =
      left > 0 && WAIT_AND_RETRY.has(answer.status) ? retryAfterMs(answer, clock.now()) : undefined;
    if (afterMs === undefined) return answer;
    await clock.sleep(afterMs, signal);
  }
}

function mayRetry(error: unknown, method: string): boolean {
  if (error instanceof ReadTimeoutError) return IDEMPOTENT.has(method);
  return error instanceof ConnectError && (!error.sent || IDEMPOTENT.has(method));
}

function retryAfterMs(answer: HttpAnswer, nowMs: number): number | undefined {
  const value = headerValues(answer.rawHeaders, 'retry-after')[0]?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
