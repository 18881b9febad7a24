import { HYPOTHESIS_STRATEGIES, MISSPELLED_STRATEGY, ROLLBACK_STRATEGIES } from '../../plan/strategies.js';
import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';
import { keyPath } from './check-activity.js';
import type { IssueList } from './issue-list.js';
import { KNOWN_KEYS, warnOfSlips } from './known-keys.js';

const REQUIRED_TEXTS = [
  ['title', 'CHAOS_V_TITLE_MISSING'],
  ['description', 'CHAOS_V_DESCRIPTION_MISSING'],
] as const;

/** Title, description, tags and extensions (core.md §4 #2–5). */
export function checkMetadata(experiment: JsonObject, issues: IssueList): void {
  for (const [key, code] of REQUIRED_TEXTS) {
    if (!isTruthy(experiment[key])) {
      issues.error(code, `experiment requires a ${key}`, keyPath(experiment, [], key));
    }
  }
  checkTags(getKey(experiment, 'tags') ?? null, issues);
  checkExtensions(getKey(experiment, 'extensions') ?? null, issues);
}

function checkTags(tags: Json, issues: IssueList): void {
  if (!isTruthy(tags) || typeof tags === 'string' || isJsonObject(tags)) return;
  const message = 'experiment tags must be a non-empty string';
  if (!Array.isArray(tags)) {
    issues.error('CHAOS_V_TAGS', message, ['tags'], 'write a list of texts');
    return;
  }
  for (const [index, tag] of tags.entries()) {
    if (issues.full) return;
    if (typeof tag !== 'string' || tag === '') issues.error('CHAOS_V_TAGS', message, ['tags', index]);
  }
}

function checkExtensions(extensions: Json, issues: IssueList): void {
  if (!isTruthy(extensions)) return;
  if (!Array.isArray(extensions)) {
    issues.error('CHAOS_V_EXTENSIONS', 'extensions must be a list', ['extensions']);
    return;
  }
  for (const [index, extension] of extensions.entries()) {
    if (issues.full) return;
    const name = isJsonObject(extension) ? getKey(extension, 'name') : undefined;
    if (typeof name !== 'string' || name.trim() === '') {
      issues.error('CHAOS_V_EXTENSIONS', 'All extensions require a non-empty name', ['extensions', index]);
    }
  }
}

const STRATEGIES = { hypothesis: HYPOTHESIS_STRATEGIES, rollbacks: ROLLBACK_STRATEGIES } as const;

/** Warns of slips in `runtime`: the reference never looks at it before the run (core.md §2.8). */
export function warnOfRuntime(runtime: Json, issues: IssueList): void {
  if (!isJsonObject(runtime)) return;
  warnOfSlips(runtime, KNOWN_KEYS.runtime, ['runtime'], issues);
  for (const part of ['hypothesis', 'rollbacks'] as const) {
    const block = getKey(runtime, part);
    const strategy = isJsonObject(block) ? (getKey(block, 'strategy') ?? null) : null;
    if (strategy === null || STRATEGIES[part].some((known) => known === strategy)) continue;
    if (part === 'hypothesis' && strategy === MISSPELLED_STRATEGY) continue;
    const hint = `there are ${STRATEGIES[part].join(', ')}`;
    issues.warning(
      'CHAOS_V_STRATEGY_UNKNOWN',
      `unknown ${part} strategy '${pyStr(strategy)}'`,
      ['runtime', part, 'strategy'],
      hint,
    );
  }
}
