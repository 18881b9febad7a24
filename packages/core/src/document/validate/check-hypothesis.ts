import { checkTolerance } from '../../tolerance/check-tolerance.js';
import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { compareNumbers, isNumeric } from '../../values/py-equality.js';
import type { DocumentPath } from '../issue.js';
import { type ActivityRules, checkActivity, keyPath } from './check-activity.js';
import { IssueList } from './issue-list.js';
import { KNOWN_KEYS, warnOfSlips } from './known-keys.js';

/** The rules of the hypothesis (core.md §4 #8–9): its title, then each probe with its tolerance. */
export async function checkHypothesis(
  hypothesis: JsonObject,
  path: DocumentPath,
  rules: ActivityRules,
): Promise<void> {
  const { issues } = rules;
  if (!isTruthy(hypothesis.title)) {
    issues.error(
      'CHAOS_V_HYPOTHESIS_TITLE',
      'hypothesis requires a title',
      keyPath(hypothesis, path, 'title'),
    );
  }
  warnOfSlips(hypothesis, KNOWN_KEYS.hypothesis, path, issues);
  const probes = getKey(hypothesis, 'probes') ?? null;
  if (probes === null) return;
  if (!Array.isArray(probes)) {
    issues.error('CHAOS_V_HYPOTHESIS_PROBES', 'hypothesis probes must be a list', [...path, 'probes']);
    return;
  }
  for (const [index, probe] of probes.entries()) {
    if (issues.full) return;
    const at = [...path, 'probes', index];
    await checkActivity(probe, at, rules);
    if (isJsonObject(probe)) await checkProbeTolerance(probe, at, rules);
  }
}

async function checkProbeTolerance(
  probe: JsonObject,
  path: DocumentPath,
  rules: ActivityRules,
): Promise<void> {
  const { issues } = rules;
  if (!Object.hasOwn(probe, 'tolerance')) {
    if (Object.keys(probe).length > 0) {
      issues.error('CHAOS_V_TOLERANCE_MISSING', 'hypothesis probe must have a tolerance entry', path);
    }
    return;
  }
  const tolerance = probe.tolerance ?? null;
  const at = [...path, 'tolerance'];
  const found = await checkTolerance(
    tolerance,
    { document: issues.document, path: at },
    {
      checkActivity: async (activity, where) => {
        const inner = new IssueList(issues.document);
        await checkActivity(activity, where, { ...rules, issues: inner });
        return inner.all();
      },
    },
  );
  issues.add(found);
  if (isJsonObject(tolerance) && tolerance.type !== 'probe')
    warnOfSlips(tolerance, KNOWN_KEYS.tolerance, at, issues);
  warnOfSurprises(probe, tolerance, at, issues);
}

/** Tolerances that are right but judge otherwise than they look. */
function warnOfSurprises(probe: JsonObject, tolerance: Json, path: DocumentPath, issues: IssueList): void {
  const type = providerType(probe);
  if (Array.isArray(tolerance) && (type === 'http' || type === 'process')) {
    const [low = null, high = null] = tolerance;
    const looksLikeRange =
      tolerance.length === 2 && isNumeric(low) && isNumeric(high) && compareNumbers(low, high) < 0;
    if (looksLikeRange) {
      const hint = 'for a range use {"type": "range", "range": [low, high], "target": "status"}';
      issues.warning(
        'CHAOS_V_TOLERANCE_LIST',
        'here a list of two allows these two values, not all between them',
        path,
        hint,
      );
    }
  }
  if (!isJsonObject(tolerance) || tolerance.type !== 'probe') return;
  const judge = providerType(tolerance);
  if (judge === 'http' || judge === 'process') {
    const hint = 'judge with a regex, a range or a Python probe';
    issues.warning(
      'CHAOS_V_TOLERANCE_PROBE',
      `a ${judge} probe as a tolerance is always met, whatever it answers`,
      path,
      hint,
    );
  }
}

function providerType(activity: JsonObject): Json | undefined {
  const provider = getKey(activity, 'provider');
  return isJsonObject(provider) ? getKey(provider, 'type') : undefined;
}
