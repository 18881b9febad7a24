import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

const failed = 'Failed to parse URI';
/** Upstream reads a port as an integer of 32 bits. */
const largestPort = 2 ** 31 - 1;

// The parts of RFC 3986, appendix B, with the authority taken apart.
const pattern =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?(\[[0-9A-Fa-f:.]*\]|[^/?#:@[\]]*)(?:(:)(\d*))?(?=[/?#]|$))?(?!\/\/)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;
const allowed = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

/** JSON with the parts that are there; the path without its leading `/`. */
function parse([uri]: readonly Value[]): string {
  const text = uri as string;
  const found = allowed.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text) ? pattern.exec(text) : null;
  if (found === null) return failed;
  const [, scheme, userInfo, host, colon, port = '', path = '', query, fragment] = found;
  const parts: Record<string, string | number> = {};
  if (scheme) parts.scheme = scheme;
  // Without a scheme, a colon in the first part of the path would be taken for one.
  if (scheme === undefined && /^[^/]*:/.test(path)) return failed;
  if (userInfo) parts.userInfo = userInfo;
  if (host) parts.host = host;
  if (colon !== undefined) {
    if (port === '' || Number(port) > largestPort) return 'Port parsing failed.';
    parts.port = Number(port);
  }
  const plainPath = path.replace(/^\//, '');
  if (plainPath) parts.path = plainPath;
  if (query) parts.query = query;
  if (fragment) parts.fragment = fragment;
  return JSON.stringify(parts);
}

/** The URI of its parts; those that are empty, and a port of 0, are left out. The path is always absolute. */
function recompose([scheme, userInfo, host, port, path, query, fragment]: readonly Value[]): string {
  if ((port as bigint) < 0n) return 'Failed to recompose URI';
  const authority = host ? `//${userInfo ? `${userInfo}@` : ''}${host}${port === 0n ? '' : `:${port}`}` : '';
  return `${scheme ? `${scheme}:` : ''}${authority}/${path}${query ? `?${query}` : ''}${fragment ? `#${fragment}` : ''}`;
}

/** URIs (pixie.md §4.11). */
export const uriFunctions: readonly ScalarOverload[] = [
  byValue('uri_parse', 'STRING->STRING', parse, { doc: 'Parts of a URI as JSON.' }),
  byValue('uri_recompose', 'STRING,STRING,STRING,INT64,STRING,STRING,STRING->STRING', recompose, {
    doc: 'The URI of its parts.',
  }),
];
