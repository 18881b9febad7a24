import { nearestName } from '@chaoskit/errors';
import type { JsonObject } from '../../values/json.js';
import type { DocumentPath } from '../issue.js';
import type { IssueList } from './issue-list.js';

/** The keys that mean something, by place (core.md §2). Others are legal everywhere. */
export const KNOWN_KEYS = {
  experiment: [
    'title',
    'description',
    'method',
    'steady-state-hypothesis',
    'rollbacks',
    'configuration',
    'secrets',
    'controls',
    'extensions',
    'tags',
    'contributions',
    'runtime',
    'dry',
  ],
  hypothesis: ['title', 'probes', 'controls'],
  activity: [
    'type',
    'name',
    'provider',
    'background',
    'pauses',
    'timeout',
    'controls',
    'tolerance',
    'dry',
    'ref',
    'iteration_index',
    'configuration',
    'secrets',
  ],
  pauses: ['before', 'after'],
  tolerance: ['type', 'pattern', 'target', 'path', 'count', 'expect', 'range', 'dialect'],
  control: ['name', 'provider', 'scope', 'automatic', 'ref'],
  runtime: ['hypothesis', 'rollbacks', 'python'],
} as const;

/** Keys of a provider by its type. */
export const PROVIDER_KEYS: { readonly [type: string]: readonly string[] } = {
  python: ['type', 'module', 'func', 'arguments', 'secrets'],
  module: ['type', 'path', 'package', 'func', 'arguments', 'secrets'],
  process: ['type', 'path', 'arguments', 'timeout', 'secrets'],
  http: ['type', 'url', 'method', 'headers', 'arguments', 'timeout', 'verify_tls', 'max_retries', 'secrets'],
};

/** Shorter words are near to everything. */
export const SHORTEST_SLIP = 3;
/** Objects with more keys hold somebody's data, not a slip. */
const MAX_KEYS = 200;

/** Warns of keys that nearly are known ones which the object does not have. */
export function warnOfSlips(
  object: JsonObject,
  known: readonly string[],
  path: DocumentPath,
  issues: IssueList,
): void {
  const keys = Object.keys(object);
  if (keys.length > MAX_KEYS) return;
  for (const key of keys) {
    if (issues.full) return;
    if (known.includes(key) || key.startsWith('x-') || key.length < SHORTEST_SLIP) continue;
    const meant = nearestName(
      key,
      known.filter((name) => !Object.hasOwn(object, name)),
    );
    if (meant === undefined) continue;
    issues.warning(
      'CHAOS_V_KEY_UNKNOWN',
      `'${key}' means nothing here`,
      [...path, key],
      `did you mean '${meant}'?`,
    );
  }
}
