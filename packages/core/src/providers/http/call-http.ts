import { ChaosError, messageOf } from '@chaoskit/errors';
import { ActivityFailedError } from '../../activity/outcome-errors.js';
import type { Json } from '../../values/json.js';
import { substitute } from '../../values/substitute.js';
import type { ActivityCall, ProviderContext } from '../provider.js';
import { bodyValue, decompress } from './answer-body.js';
import { Cookies } from './cookies.js';
import { type Netrc, withCredentials } from './credentials.js';
import { exchangeWithRetries } from './exchange-with-retries.js';
import { headerMap, headerValues } from './header-map.js';
import { ConnectError, ReadTimeoutError } from './http-errors.js';
import type { HttpPorts } from './http-ports.js';
import { type HttpRequest, httpRequest } from './http-request.js';
import { proxyOf } from './proxy-of.js';
import { redirected } from './redirect.js';
import type { Exchange, HttpAnswer } from './send-request.js';

const MAX_REDIRECTS = 30;
const ABOVE_400 =
  'This HTTP call returned a response with a HTTP status code above 400. This may indicate some error and not what you expected. Please have a look at the logs.';

export interface HttpWorld extends HttpPorts {
  readonly netrc: Netrc;
}

/** Sends the request of one activity and answers what came back (core.md §9.3). */
export async function callHttp(
  call: ActivityCall,
  context: ProviderContext,
  ports: HttpWorld,
): Promise<Json> {
  const { provider, configuration, secrets } = call;
  const resolve = (value: Json | undefined): Json => substitute(value ?? null, configuration, secrets);
  const request = httpRequest(
    {
      provider,
      url: resolve(provider.url),
      headers: resolve(provider.headers),
      timeout: resolve(provider.timeout),
      arguments: call.arguments,
    },
    ports.userAgent,
  );
  const answer = await send(request, context.signal, ports);
  if (answer.status > 399 && !call.hasTolerance) context.log.warning(ABOVE_400);
  const contentType = headerValues(answer.rawHeaders, 'content-type').join(', ');
  const encoding = headerValues(answer.rawHeaders, 'content-encoding').join(',');
  const body = encoding === '' ? answer.body : await decompress(answer.body, encoding);
  return {
    status: answer.status,
    headers: headerMap(answer.rawHeaders),
    body: bodyValue(body, contentType === '' ? undefined : contentType),
  };
}

async function send(request: HttpRequest, signal: AbortSignal, ports: HttpWorld): Promise<HttpAnswer> {
  try {
    return await follow(request, await firstExchange(request, ports), signal, ports);
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ReadTimeoutError) {
      throw new ActivityFailedError('activity took too long to complete', { cause: error });
    }
    if (error instanceof ConnectError) {
      throw new ActivityFailedError(`failed to connect to ${request.address}: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
}

async function firstExchange(request: HttpRequest, ports: HttpWorld): Promise<Exchange> {
  const { method, url, body, connectTimeoutMs, readTimeoutMs } = request;
  return {
    method,
    url,
    headers: await withCredentials(request.headers, url, ports.netrc),
    ...(body === undefined ? {} : { body }),
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    ...(readTimeoutMs === undefined ? {} : { readTimeoutMs }),
    tls: url.protocol === 'https:' ? await tlsOptions(request, ports) : { rejectUnauthorized: true },
  };
}

async function follow(
  request: HttpRequest,
  first: Exchange,
  signal: AbortSignal,
  ports: HttpPorts,
): Promise<HttpAnswer> {
  const cookies = new Cookies();
  let exchange = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const proxy = proxyOf(exchange.url, ports.env);
    const sent = {
      ...exchange,
      headers: [...exchange.headers, ...cookies.header(exchange.url)],
      ...(proxy === undefined ? {} : { proxy }),
    };
    const answer = await exchangeWithRetries(sent, request.maxRetries, signal, ports.clock);
    const next = redirected(exchange, answer);
    if (next === undefined) return answer;
    cookies.take(exchange.url, answer.rawHeaders);
    const tls =
      next.url.protocol === 'https:' && exchange.url.protocol !== 'https:'
        ? await tlsOptions(request, ports)
        : exchange.tls;
    exchange = { ...next, tls };
  }
  throw new ChaosError('CHAOS_E_HTTP_REDIRECTS', `${request.address}: Exceeded ${MAX_REDIRECTS} redirects.`);
}

/** The bundle that the activity, or else the environment, names; Node's own certificates otherwise. */
async function tlsOptions({ verifyTls }: HttpRequest, ports: HttpPorts): Promise<Exchange['tls']> {
  if (verifyTls === false) return { rejectUnauthorized: false };
  const { REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE } = ports.env;
  const path = verifyTls === true ? REQUESTS_CA_BUNDLE || CURL_CA_BUNDLE : verifyTls;
  if (path === undefined || path === '') return { rejectUnauthorized: true };
  try {
    return { rejectUnauthorized: true, ca: await ports.readFile(path, 'utf8') };
  } catch (error) {
    throw new ChaosError(
      'CHAOS_E_HTTP_CA_BUNDLE',
      `the certificate bundle '${path}' can't be read: ${messageOf(error)}`,
      { cause: error, hint: 'see verify_tls of the activity, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE' },
    );
  }
}
