import { ChaosError } from '@chaoskit/errors';
import type { DryMode } from '../events/run-event.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject, isTruthy } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { RawNumber } from '../values/raw-number.js';
import { substitute } from '../values/substitute.js';
import { type DryRule, dryRule } from './dry-rule.js';

/** One pause, and how it is written in the document: the log repeats it. */
interface Pause {
  readonly ms: number;
  readonly text: string;
}

/** One activity, ready to run: references followed, values resolved, units in milliseconds. */
export interface ActivityPlan {
  readonly type: 'probe' | 'action';
  readonly name: string;
  readonly activity: JsonObject;
  readonly provider: JsonObject;
  readonly dry: DryRule;
  readonly pauses: { readonly before?: Pause; readonly after?: Pause };
  /** From the activity's `timeout`; the provider has its own. */
  readonly timeoutMs?: number;
}

export interface ActivityValues {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly dry: DryMode | null;
}

/**
 * Plans an activity from the document as it stands just before it runs. Throws `ChaosError` for what validation would have told
 * and for values that only show now (a pause that is no number); such an activity is an unexpected error (core.md §11.3).
 */
export function planActivity(activity: Json | undefined, values: ActivityValues): ActivityPlan {
  if (!isJsonObject(activity)) throw invalid('an activity must be an object');
  const provider = activity.provider;
  if (!isJsonObject(provider))
    throw invalid(`activity '${pyStr(activity.name ?? null)}' requires a provider`);
  const type = activity.type === 'probe' ? 'probe' : 'action';
  const timeoutMs = secondsToMs(activity.timeout);
  return {
    type,
    name: pyStr(activity.name ?? null),
    activity,
    provider,
    dry: dryRule(type, values.dry, activity.dry),
    pauses: planPauses(activity.pauses, values),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function planPauses(pauses: Json | undefined, values: ActivityValues): ActivityPlan['pauses'] {
  if (!isJsonObject(pauses)) return {};
  const before = planPause('before', pauses.before, values);
  const after = planPause('after', pauses.after, values);
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function planPause(which: string, written: Json | undefined, values: ActivityValues): Pause | undefined {
  const value = written === undefined ? null : substitute(written, values.configuration, values.secrets);
  if (!isTruthy(value)) return undefined;
  const ms = secondsToMs(value);
  if (ms === undefined || ms < 0) {
    throw invalid(
      `the pause ${which} the activity must be a number of seconds, not ${pyStr(value)}`,
      'give the configuration entry an env_var_type of int or float',
    );
  }
  return { ms, text: pyStr(value) };
}

function secondsToMs(value: Json | undefined): number | undefined {
  if (value === true) return 1000;
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value * 1000;
  return value instanceof RawNumber ? value.toNumber() * 1000 : undefined;
}

function invalid(message: string, hint?: string): ChaosError {
  return new ChaosError('CHAOS_E_ACTIVITY_INVALID', message, hint === undefined ? {} : { hint });
}
