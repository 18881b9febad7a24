import { headerValues } from './header-map.js';
import type { Exchange, HttpAnswer } from './send-request.js';

/** Answers that lead elsewhere. */
const CODES = new Set([301, 302, 303, 307, 308]);
/** Methods that Node sends without a body unless there is one. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE']);
const DEFAULT_PORTS = new Map([
  ['http:', '80'],
  ['https:', '443'],
]);

/**
 * The request that a redirect asks for, by the rules of Python's requests: 303 and 302 turn into GET, so does 301 after POST; the body goes
 * with the method; `Authorization` does not go along to another host. Undefined where the answer is none.
 */
export function redirected(exchange: Exchange, answer: HttpAnswer): Exchange | undefined {
  const location = headerValues(answer.rawHeaders, 'location')[0];
  if (!CODES.has(answer.status) || location === undefined) return undefined;
  if (!URL.canParse(location, exchange.url.href)) return undefined;
  const url = new URL(location, exchange.url);
  const method = methodAfter(exchange.method, answer.status);
  const keepsBody = answer.status === 307 || answer.status === 308;
  const dropped = new Set(['cookie', 'host']);
  if (!keepsBody)
    for (const name of ['content-length', 'content-type', 'transfer-encoding']) dropped.add(name);
  if (leavesHost(exchange.url, url)) dropped.add('authorization');
  const { body, ...rest } = exchange;
  return {
    ...rest,
    method,
    url,
    headers: [
      ...exchange.headers.filter(([name]) => !dropped.has(name.toLowerCase())),
      // Without it Node would announce a body in chunks, which many servers wait for.
      ...(keepsBody || BODILESS.has(method) ? [] : [['Content-Length', '0'] as const]),
    ],
    ...(keepsBody && body !== undefined ? { body } : {}),
  };
}

function methodAfter(method: string, status: number): string {
  if ((status === 303 || status === 302) && method !== 'HEAD') return 'GET';
  return status === 301 && method === 'POST' ? 'GET' : method;
}

function leavesHost(from: URL, to: URL): boolean {
  if (from.hostname !== to.hostname) return true;
  const port = (url: URL): string => (url.port === '' ? (DEFAULT_PORTS.get(url.protocol) ?? '') : url.port);
  // From http to https on the usual ports is the same server made safe.
  if (from.protocol === 'http:' && to.protocol === 'https:' && port(from) === '80' && port(to) === '443') {
    return false;
  }
  return from.protocol !== to.protocol || port(from) !== port(to);
}
