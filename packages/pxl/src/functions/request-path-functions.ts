import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

/** True where every part of the path equals the endpoint's, or the endpoint's is `*`. */
function matchesEndpoint(path: string, endpoint: string): boolean {
  const parts = path.split('/');
  const wanted = endpoint.split('/');
  return (
    parts.length === wanted.length && wanted.every((part, index) => part === '*' || part === parts[index])
  );
}

/** The endpoint, of a JSON list, that the path belongs to; the path itself where it belongs to none. */
function predict([path, clusters]: readonly Value[]): string {
  let endpoints: unknown;
  try {
    endpoints = JSON.parse(clusters as string);
  } catch {
    return path as string;
  }
  const found = Array.isArray(endpoints)
    ? endpoints.find((endpoint) => typeof endpoint === 'string' && matchesEndpoint(path as string, endpoint))
    : undefined;
  return typeof found === 'string' ? found : (path as string);
}

/** Request paths by endpoint (pixie.md, appendix A.1). */
export const requestPathFunctions: readonly ScalarOverload[] = [
  byValue(
    '_match_endpoint',
    'STRING,STRING->BOOLEAN',
    ([path, endpoint]) => matchesEndpoint(path as string, endpoint as string),
    { doc: 'True where the path fits the endpoint, whose `*` stands for any part.' },
  ),
  byValue('_predict_request_path_cluster', 'STRING,STRING->STRING', predict, {
    doc: 'The endpoint, of those that _build_request_path_clusters found, that the path belongs to.',
  }),
];
