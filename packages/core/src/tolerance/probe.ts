import { isChaosError, messageOf } from '@chaoskit/errors';
import type { Json, JsonObject } from '../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../values/json-object.js';
import { type JudgeDeps, met, notMet, type Verdict } from './verdict.js';

/**
 * `type: probe` (core.md §10.5): an activity that gets the value as its argument `value`; met by the truth of what it returns.
 * It gets a copy, so that no document shows the value. A failed one is not met; what is unexpected goes on to the caller.
 */
export async function judgeByProbe(tolerance: JsonObject, value: Json, deps: JudgeDeps): Promise<Verdict> {
  const written = getKey(tolerance, 'provider');
  const provider = isJsonObject(written) ? written : {};
  const args = getKey(provider, 'arguments') ?? {};
  const withValue = isJsonObject(args) ? { ...args, value } : args;
  try {
    const output = await deps.runProbe({ ...tolerance, provider: { ...provider, arguments: withValue } });
    return isTruthy(output) ? met : notMet('the judging probe returned nothing true');
  } catch (reason) {
    if (!isChaosError(reason) || reason.code !== 'CHAOS_E_ACTIVITY_FAILED') throw reason;
    return notMet(`the judging probe failed: ${messageOf(reason)}`);
  }
}
