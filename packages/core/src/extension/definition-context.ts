import type { ActivityCall, ProviderContext } from '../providers/provider.js';
import type { Clock } from '../run/ports.js';
import { isJsonObject } from '../values/json-object.js';
import { fromPlain } from '../values/plain.js';
import type { DefinitionContext } from './definition.js';

/** What code written in TypeScript sees of the world besides its call. */
export interface DefinitionPorts {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The context of one call. */
export function definitionContext(
  call: ActivityCall,
  context: ProviderContext,
  ports: DefinitionPorts,
): DefinitionContext {
  const listed = call.provider.secrets;
  const groups = (Array.isArray(listed) ? listed : [listed]).filter((name) => typeof name === 'string');
  return {
    signal: context.signal,
    log: context.log,
    configuration: call.configuration,
    secrets: call.injectedSecrets ?? {},
    env: ports.env,
    now: () => ports.clock.now(),
    sleep: (ms) => ports.clock.sleep(ms, context.signal),
    undo: async (inverse, values) => {
      const given = values === undefined ? undefined : fromPlain({ ...values });
      await context.recordUndo({
        definition: inverse.name,
        ...(isJsonObject(given) ? { arguments: given } : {}),
        ...(groups.length === 0 ? {} : { secrets: groups }),
      });
    },
  };
}
