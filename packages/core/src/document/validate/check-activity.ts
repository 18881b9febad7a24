import { nearestName } from '@chaoskit/errors';
import type { ProviderRegistry } from '../../providers/provider-registry.js';
import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { isNumeric } from '../../values/py-equality.js';
import { pyStr } from '../../values/py-text.js';
import type { DocumentPath } from '../issue.js';
import type { IssueList } from './issue-list.js';
import { KNOWN_KEYS, PROVIDER_KEYS, warnOfSlips } from './known-keys.js';

/** What the rules of activities need. */
export interface ActivityRules {
  readonly issues: IssueList;
  readonly providers: ProviderRegistry;
  readonly signal: AbortSignal;
}

/**
 * The rules of one activity in the order of core.md §4.1. Unlike the reference it goes on after the first problem, as far as the
 * others do not follow from it. `extraKeys`: keys that also mean something where the activity stands.
 */
export async function checkActivity(
  raw: Json,
  path: DocumentPath,
  rules: ActivityRules,
  extraKeys: readonly string[] = [],
): Promise<void> {
  const { issues } = rules;
  if (!isTruthy(raw)) {
    issues.error('CHAOS_V_ACTIVITY_EMPTY', 'empty activity is no activity', path);
    return;
  }
  if (!isJsonObject(raw)) {
    issues.error('CHAOS_V_ACTIVITY_SHAPE', 'an activity must be an object', path);
    return;
  }
  if ((getKey(raw, 'ref') ?? null) !== null) {
    if (typeof raw.ref !== 'string' || raw.ref === '') {
      issues.error('CHAOS_V_REF_EMPTY', 'reference to activity must be non-empty strings', [...path, 'ref']);
    }
    return;
  }
  checkType(raw, path, issues);
  if (!isTruthy(raw.name))
    issues.error('CHAOS_V_ACTIVITY_NAME', 'an activity must have a name', keyPath(raw, path, 'name'));
  const provider = checkProvider(raw, path, rules);
  checkTimes(raw, path, issues);
  if (Object.hasOwn(raw, 'background') && typeof raw.background !== 'boolean') {
    issues.error('CHAOS_V_ACTIVITY_BACKGROUND', 'activity background must be a boolean', [
      ...path,
      'background',
    ]);
  }
  if (provider !== undefined)
    issues.add(await provider.check(raw, { document: issues.document, path }, rules.signal));
  warnOfSlips(raw, [...KNOWN_KEYS.activity, ...extraKeys], path, issues);
  warnOfIgnored(raw, path, issues);
}

function checkType(activity: JsonObject, path: DocumentPath, issues: IssueList): void {
  const type = getKey(activity, 'type');
  if (!isTruthy(type)) {
    issues.error(
      'CHAOS_V_ACTIVITY_TYPE',
      'an activity must have a type',
      keyPath(activity, path, 'type'),
      'probe or action',
    );
  } else if (type !== 'probe' && type !== 'action') {
    const message = `'${pyStr(type ?? null)}' is not a supported activity type`;
    issues.error('CHAOS_V_ACTIVITY_TYPE', message, [...path, 'type'], 'probe or action');
  }
}

/** The provider that can check its own block; undefined where the block is not fit for that. */
function checkProvider(activity: JsonObject, path: DocumentPath, { issues, providers }: ActivityRules) {
  const provider = getKey(activity, 'provider');
  const at = [...path, 'provider'];
  if (!isTruthy(provider)) {
    // An empty object is there, but says nothing: the reference asks for it as if it were not.
    issues.error(
      'CHAOS_V_PROVIDER_MISSING',
      'an activity requires a provider',
      keyPath(activity, path, 'provider'),
    );
    return undefined;
  }
  if (!isJsonObject(provider)) {
    issues.error('CHAOS_V_PROVIDER_SHAPE', 'a provider must be an object', at);
    return undefined;
  }
  const type = getKey(provider, 'type');
  if (!isTruthy(type)) {
    issues.error(
      'CHAOS_V_PROVIDER_TYPE',
      'a provider must have a type',
      keyPath(provider, at, 'type'),
      typesHint(providers),
    );
    return undefined;
  }
  const found = typeof type === 'string' ? providers.find(type) : undefined;
  if (found === undefined) {
    const near = typeof type === 'string' ? nearestName(type, providers.types()) : undefined;
    const hint = near === undefined ? typesHint(providers) : `did you mean '${near}'?`;
    issues.error(
      'CHAOS_V_PROVIDER_TYPE',
      `unknown provider type '${pyStr(type ?? null)}'`,
      [...at, 'type'],
      hint,
    );
    return undefined;
  }
  const keys = PROVIDER_KEYS[found.type];
  if (keys !== undefined) warnOfSlips(provider, keys, at, issues);
  return found;
}

function typesHint(providers: ProviderRegistry): string {
  return `there are ${providers.types().join(', ')}`;
}

function checkTimes(activity: JsonObject, path: DocumentPath, issues: IssueList): void {
  const timeout = getKey(activity, 'timeout') ?? null;
  if (timeout !== null && !isNumeric(timeout)) {
    issues.error(
      'CHAOS_V_ACTIVITY_TIMEOUT',
      'activity timeout must be a number',
      [...path, 'timeout'],
      'in seconds',
    );
  }
  const pauses = getKey(activity, 'pauses') ?? null;
  const at = [...path, 'pauses'];
  if (pauses === null) return;
  if (!isJsonObject(pauses)) {
    const hint = 'write {"before": seconds, "after": seconds}';
    issues.error('CHAOS_V_ACTIVITY_PAUSE', 'activity pauses must be an object', at, hint);
    return;
  }
  for (const side of ['before', 'after'] as const) {
    if (!isPause(getKey(pauses, side) ?? null)) {
      const message = `activity ${side} pause must be a number or a pattern to a variable from the configuration or secrets`;
      issues.error('CHAOS_V_ACTIVITY_PAUSE', message, [...at, side]);
    }
  }
  warnOfSlips(pauses, KNOWN_KEYS.pauses, at, issues);
}

function isPause(value: Json): boolean {
  if (typeof value === 'string') return value.startsWith('${') && value.endsWith('}');
  return value === null || isNumeric(value);
}

/** The reference's documentation names these keys here, its code never reads them. */
function warnOfIgnored(activity: JsonObject, path: DocumentPath, issues: IssueList): void {
  for (const key of ['secrets', 'configuration'] as const) {
    if (!Object.hasOwn(activity, key)) continue;
    const hint =
      key === 'secrets'
        ? 'list the groups in provider.secrets'
        : 'configuration is passed to every function that declares it';
    issues.warning('CHAOS_V_KEY_IGNORED', `'${key}' of an activity is ignored`, [...path, key], hint);
  }
}

/** Where a key stands, or should stand. */
export function keyPath(object: JsonObject, path: DocumentPath, key: string): DocumentPath {
  return Object.hasOwn(object, key) ? [...path, key] : path;
}
