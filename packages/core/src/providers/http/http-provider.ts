import type { DocumentPath, Issue } from '../../document/issue.js';
import type { JsonObject } from '../../values/json.js';
import { isJsonObject, isTruthy } from '../../values/json-object.js';
import type { ActivityPlace, Provider } from '../provider.js';
import { providerOf } from '../provider-of.js';
import { Netrc } from './credentials.js';
import type { HttpPorts } from './http-ports.js';

/** Calls HTTP services with the manners of Python's requests (core.md §9.3). */
export function httpProvider(ports: HttpPorts): Provider {
  const world = { ...ports, netrc: new Netrc(ports) };
  return {
    type: 'http',
    check: async (activity, place) => check(activity, place),
    // Node's HTTP and TLS take longer to load than an experiment without requests takes to run.
    run: async (call, context) => (await import('./call-http.js')).callHttp(call, context, world),
  };
}

function check(activity: JsonObject, place: ActivityPlace): readonly Issue[] {
  const provider = providerOf(activity);
  const issue = (code: string, message: string, ...path: DocumentPath): Issue => ({
    severity: 'error',
    code,
    message,
    place: place.document.locate([...place.path, 'provider', ...path]),
  });
  if (!isTruthy(provider.url)) return [issue('CHAOS_V_HTTP_URL_MISSING', 'a HTTP activity must have a URL')];
  if (isTruthy(provider.headers) && !isJsonObject(provider.headers)) {
    return [issue('CHAOS_V_HTTP_HEADERS', 'a HTTP activities expect headers as a mapping', 'headers')];
  }
  return [];
}
