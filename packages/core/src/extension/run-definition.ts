import { isChaosError, messageOf } from '@chaoskit/errors';
import { isActivityFailed, isExitRequested, isInterruptExecution } from '../activity/activity-outcome.js';
import { ActivityFailedError } from '../activity/outcome-errors.js';
import type { ActivityCall, ProviderContext } from '../providers/provider.js';
import type { Json } from '../values/json.js';
import { fromPlain } from '../values/plain.js';
import { bindArguments } from './bind-arguments.js';
import type { Definition } from './definition.js';
import { type DefinitionPorts, definitionContext } from './definition-context.js';

/** Runs an activity that a definition stands for. Throws `ActivityFailedError` for wrong arguments and whatever else goes wrong in it. */
export async function runDefinition(
  definition: Definition,
  call: ActivityCall,
  context: ProviderContext,
  ports: DefinitionPorts,
): Promise<Json> {
  const args = bindArguments(definition, call.arguments);
  const output = await asFailure(context.signal, () =>
    definition.run(args, definitionContext(call, context, ports)),
  );
  return fromPlain(output);
}

/** Whatever a function throws fails its activity, as in the reference (core.md §9.1); only what asks for the run's end passes. */
export async function asFailure<T>(signal: AbortSignal, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || isInterruptExecution(error) || isExitRequested(error) || isActivityFailed(error)) {
      throw error;
    }
    const name = error instanceof Error && !isChaosError(error) ? `${error.name}: ` : '';
    throw new ActivityFailedError(name + messageOf(error), { cause: error });
  }
}
