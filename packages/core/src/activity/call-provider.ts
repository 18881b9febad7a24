import { ChaosError } from '@chaoskit/errors';
import type { ActivityPlan } from '../plan/plan-activity.js';
import type { UndoRecord } from '../providers/provider.js';
import { injectedSecrets } from '../values/injected-secrets.js';
import type { Json } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { substituteArguments } from '../values/substitute.js';
import type { ActivityScope } from './activity-scope.js';
import { limitedSignal } from './limited-signal.js';
import { ActivityFailedError } from './outcome-errors.js';
import { settle } from './settle.js';

export interface ProviderCall {
  readonly plan: ActivityPlan;
  readonly signal: AbortSignal;
  /** Runs beside other activities. */
  readonly background: boolean;
  readonly recordUndo: (record: UndoRecord) => Promise<void>;
}

/** Names the reason for which a timeout aborts its activity. */
class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/**
 * Calls an activity's provider with everything substituted, within the activity's `timeout`. Never outlasts the signal by more
 * than the grace of the scope. Throws what the provider throws; an elapsed timeout is an {@link ActivityFailedError}.
 */
export async function callProvider(scope: ActivityScope, call: ProviderCall): Promise<Json> {
  const { plan } = call;
  const type = String(plan.provider.type);
  const provider = scope.providers.find(type);
  if (provider === undefined) {
    throw new ChaosError('CHAOS_E_UNKNOWN_PROVIDER', `unknown provider type '${type}'`, {
      hint: `known are ${scope.providers.types().join(', ')}`,
    });
  }
  const { configuration, secrets } = scope.live;
  const args = plan.provider.arguments;
  const injected = injectedSecrets(plan.provider.secrets, secrets);
  const limited = limitedSignal(call.signal, plan.timeoutMs, scope.clock, () => new TimedOut());
  try {
    const work = provider.run(
      {
        type: plan.type,
        name: plan.name,
        activity: plan.activity,
        provider: plan.provider,
        ...(args === undefined ? {} : { arguments: substituteArguments(args, configuration, secrets) }),
        configuration,
        secrets,
        ...(injected === undefined ? {} : { injectedSecrets: injected }),
        background: call.background,
        hasTolerance: 'tolerance' in plan.activity,
      },
      { signal: limited.signal, log: scope.recorder.logger, recordUndo: call.recordUndo },
    );
    return await settle(work, limited.signal, {
      clock: scope.clock,
      graceMs: scope.cancelGraceMs,
      hard: scope.stops.hard,
    });
  } catch (error) {
    if (limited.signal.reason instanceof TimedOut) {
      throw new ActivityFailedError('activity took too long to complete', { cause: error });
    }
    throw error;
  } finally {
    limited.release();
  }
}

/** The text of a process's standard output, a response's body, or a function's value: what a probe of the configuration stands for (core.md §5.2). */
export function valueOfProbe(providerType: string, output: Json): Json | undefined {
  if (providerType === 'process') {
    if (!isJsonObject(output) || output.status !== 0) return undefined;
    return typeof output.stdout === 'string' ? output.stdout.trim() : undefined;
  }
  if (providerType === 'http') return isJsonObject(output) ? output.body : undefined;
  return output;
}
