import type { KubeRequest, Query } from '../http/request-options.js';
import { kinds, objectPath } from './kube-resource.js';

/** Which objects of a collection. */
export interface ListQuery {
  /** Absent: all namespaces, or objects of the whole cluster. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WatchQuery extends ListQuery {
  readonly resourceVersion?: string;
  /** The server ends the watch after this many seconds. */
  readonly timeoutSeconds?: number;
}

export interface DeleteQuery {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
}

export interface LogQuery {
  readonly container?: string;
  readonly previous?: boolean;
  readonly timestamps?: boolean;
  readonly sinceSeconds?: number;
  readonly tailLines?: number;
  readonly follow?: boolean;
}

/** RFC 7386, Kubernetes' own merge by keys, RFC 6902, server-side apply. */
export type PatchKind = 'merge' | 'strategic' | 'json' | 'apply';

export const patchTypes: Readonly<Record<PatchKind, string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

const pageSize = 500;

export function logRequest(pod: { namespace: string; name: string }, query: LogQuery): KubeRequest {
  return {
    method: 'GET',
    path: objectPath(kinds.pods, { ...pod, subresource: 'log' }),
    query: { ...query },
    accept: '*/*',
  };
}

/** An empty selector is no selector. */
export function selectors<Q extends Omit<WatchQuery, 'namespace'>>(query: Q): Query {
  const { labelSelector, fieldSelector, ...rest } = query;
  return { labelSelector: labelSelector || undefined, fieldSelector: fieldSelector || undefined, ...rest };
}

export function pageQuery({ labelSelector, fieldSelector }: ListQuery, page: string): Query {
  return {
    ...selectors({ ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) }),
    limit: pageSize,
    continue: page || undefined,
  };
}
