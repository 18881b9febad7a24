import type { JsonPath } from '../controls/json-patch.js';
import type { RunTarget } from '../events/run-event.js';
import type { Definition } from '../extension/definition.js';
import type { FoundDefinition } from '../extension/definition-registry.js';
import type { Secrets } from '../providers/provider.js';
import { injectedSecrets } from '../values/injected-secrets.js';
import type { JsonObject } from '../values/json.js';
import { pyStr } from '../values/py-text.js';
import { calledActivities, type ExperimentPlan } from './plan-experiment.js';

/** An activity of a plan that goes to a cluster. */
export interface TargetedActivity {
  readonly path: JsonPath;
  readonly name: string;
  readonly type: 'probe' | 'action';
  readonly target: RunTarget;
}

export interface TargetSources {
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The definition that runs an activity of this provider block (`findDefinition`). */
  readonly find: (provider: JsonObject) => Promise<FoundDefinition | undefined>;
}

/** The activities of a plan that touch a cluster, and which one; found without a request (design: one run, as data). */
export async function targetedActivities(
  plan: ExperimentPlan,
  { secrets, env, find }: TargetSources,
): Promise<readonly TargetedActivity[]> {
  const targeted: TargetedActivity[] = [];
  // A method of many activities asks the same question again and again.
  const known = new Map<string, RunTarget>();
  for (const { path, activity, provider } of calledActivities(plan)) {
    if (provider.type !== 'python') continue;
    const definition = (await find(provider))?.definition;
    if (definition === undefined) continue;
    const key = `${definition.name} ${pyStr(provider.secrets ?? null)}`;
    const target = known.get(key) ?? (await targetOf(definition, provider, { secrets, env }));
    if (target === undefined) continue;
    known.set(key, target);
    targeted.push({
      path,
      name: pyStr(activity.name ?? null),
      type: activity.type === 'action' ? 'action' : 'probe',
      target,
    });
  }
  return targeted;
}

/** Undefined where the definition touches no cluster, or none can be found: the activity itself will say why. */
async function targetOf(
  definition: Definition,
  provider: JsonObject,
  { secrets, env }: Pick<TargetSources, 'secrets' | 'env'>,
): Promise<RunTarget | undefined> {
  try {
    const injected = injectedSecrets(provider.secrets, secrets) ?? {};
    return await definition.target?.({ secrets: injected, env });
  } catch {
    return undefined;
  }
}

/** Each cluster once, in the order of the plan. */
export function distinctTargets(activities: readonly TargetedActivity[]): readonly RunTarget[] {
  const byName = new Map(
    activities.map(({ target }) => [`${target.context}\n${target.server}`, target] as const),
  );
  return [...byName.values()];
}
