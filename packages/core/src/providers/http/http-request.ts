import { ChaosError } from '@chaoskit/errors';
import type { Json, JsonObject } from '../../values/json.js';
import { isJsonObject, isTruthy } from '../../values/json-object.js';
import { pyRepr, pyStr } from '../../values/py-text.js';
import { RawNumber } from '../../values/raw-number.js';
import { stringifyJson } from '../../values/stringify-json.js';
import { encodeForm } from './form-encoding.js';

/** One HTTP activity, ready to be sent. */
export interface HttpRequest {
  readonly method: string;
  /** As the document gives it, for messages. */
  readonly address: string;
  readonly url: URL;
  /** In the order they are sent; names keep their case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  /** Absent: as long as it takes. Neither limits the whole exchange (core.md §9.3). */
  readonly connectTimeoutMs?: number;
  readonly readTimeoutMs?: number;
  /** False: any certificate; a text: path of the bundle to check with. */
  readonly verifyTls: boolean | string;
  readonly maxRetries: number;
}

/** `provider` of an HTTP activity after substitution. */
export interface HttpActivity {
  readonly provider: JsonObject;
  readonly url: Json;
  readonly headers: Json;
  readonly timeout: Json;
  readonly arguments: Json | undefined;
}

/** Builds the request. Throws `ChaosError` for what can't be sent: an unexpected error of the activity (core.md §9.3). */
export function httpRequest(activity: HttpActivity, userAgent: string): HttpRequest {
  const { provider } = activity;
  const method = pyStr(isTruthy(provider.method) ? (provider.method ?? null) : 'GET').toUpperCase();
  const address = pyStr(activity.url);
  const own = headersOf(activity.headers);
  const args = activity.arguments ?? null;
  const content = method === 'GET' || args === null ? {} : contentOf(args, own);
  return {
    method,
    address,
    url: urlOf(address, method === 'GET' ? args : null),
    headers: allHeaders(own, method, userAgent, content),
    ...('body' in content ? { body: content.body } : {}),
    ...timeoutsOf(activity.timeout),
    verifyTls: typeof provider.verify_tls === 'string' ? provider.verify_tls : provider.verify_tls !== false,
    maxRetries: typeof provider.max_retries === 'number' ? Math.max(0, provider.max_retries) : 0,
  };
}

function urlOf(address: string, query: Json): URL {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw invalid(`Invalid URL '${address}'`, 'write it as http://host[:port]/path or https://…');
  }
  if (query === null) return url;
  const encoded = typeof query === 'string' ? query : encodeForm(query);
  if (encoded === undefined) throw invalid(`arguments of a GET must be an object, not ${pyRepr(query)}`);
  if (encoded !== '') url.search = url.search === '' ? `?${encoded}` : `${url.search}&${encoded}`;
  return url;
}

function headersOf(headers: Json): JsonObject {
  if (!isTruthy(headers)) return {};
  if (!isJsonObject(headers)) throw invalid('a HTTP activities expect headers as a mapping');
  return headers;
}

interface Content {
  readonly body?: string;
  /** The content type that goes with the body where the activity names none. */
  readonly type?: string;
}

/** JSON only where the header says exactly so; else a form, or a text as it is. */
function contentOf(args: Json, headers: JsonObject): Content {
  if (headers['Content-Type'] === 'application/json') return { body: stringifyJson(args, { ascii: true }) };
  if (typeof args === 'string') return args === '' ? {} : { body: args };
  if (!isTruthy(args)) return {};
  const form = encodeForm(args);
  if (form === undefined)
    throw invalid(`arguments of a HTTP activity can't be sent as a form: ${pyRepr(args)}`);
  return { body: form, type: 'application/x-www-form-urlencoded' };
}

function allHeaders(
  own: JsonObject,
  method: string,
  userAgent: string,
  content: Content,
): [string, string][] {
  const headers = new Map<string, readonly [string, string | null]>([
    ['user-agent', ['User-Agent', userAgent]],
    ['accept-encoding', ['Accept-Encoding', 'gzip, deflate']],
    ['accept', ['Accept', '*/*']],
    ['connection', ['Connection', 'keep-alive']],
  ]);
  for (const [name, value] of Object.entries(own)) {
    if (value !== null && typeof value !== 'string') {
      throw invalid(
        `Header value must be a text, not ${pyRepr(value)} (header '${name}')`,
        'put quotes around the value',
      );
    }
    if (/[\r\n]/.test(name) || (value !== null && /[\r\n]/.test(value))) {
      throw invalid(`header '${name}' must not contain line breaks`);
    }
    headers.set(name.toLowerCase(), [name, value]);
  }
  if (content.type !== undefined && !headers.has('content-type')) {
    headers.set('content-type', ['Content-Type', content.type]);
  }
  if (content.body !== undefined) {
    headers.set('content-length', ['Content-Length', String(Buffer.byteLength(content.body))]);
  } else if (method !== 'GET' && method !== 'HEAD') {
    headers.set('content-length', ['Content-Length', '0']);
  }
  // A header that is null takes the default away.
  return [...headers.values()].flatMap(([name, value]) =>
    value === null ? [] : [[name, value] satisfies [string, string]],
  );
}

function timeoutsOf(timeout: Json): Pick<HttpRequest, 'connectTimeoutMs' | 'readTimeoutMs'> {
  if (timeout === null) return {};
  const [connect, read] = Array.isArray(timeout) ? timeout : [timeout, timeout];
  return {
    ...(connect === null || connect === undefined ? {} : { connectTimeoutMs: milliseconds(connect) }),
    ...(read === null || read === undefined ? {} : { readTimeoutMs: milliseconds(read) }),
  };
}

function milliseconds(seconds: Json): number {
  const value = seconds instanceof RawNumber ? seconds.toNumber() : seconds;
  if (typeof value !== 'number' || !(value > 0)) {
    throw invalid(`the timeout must be a number of seconds above 0, not ${pyRepr(seconds)}`);
  }
  return value * 1000;
}

function invalid(message: string, hint?: string): ChaosError {
  return new ChaosError('CHAOS_E_HTTP_REQUEST', message, hint === undefined ? {} : { hint });
}
