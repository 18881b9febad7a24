import type { Issue } from '../../document/issue.js';
import { checkArguments } from '../../extension/check-arguments.js';
import { checkRowTolerance } from '../../extension/check-row-tolerance.js';
import type { DefinitionPorts } from '../../extension/definition-context.js';
import type { DefinitionRegistry, FoundDefinition } from '../../extension/definition-registry.js';
import { runDefinition } from '../../extension/run-definition.js';
import type { JsonObject } from '../../values/json.js';
import type { ActivityPlace, Provider } from '../provider.js';
import { providerOf } from '../provider-of.js';
import { type PythonModes, pythonModeOf } from './python-mode.js';

export interface DefinitionProviderDeps extends DefinitionPorts, PythonModes {
  readonly registry: DefinitionRegistry;
  /** The bridge to Python. */
  readonly python: Provider;
}

/** The provider of `type: python`: built-in definitions first, the Python bridge where there is none (design: extension API). */
export function definitionProvider(deps: DefinitionProviderDeps): Provider {
  const warned = new Set<string>();
  return {
    type: 'python',
    check: (activity, place, signal) => check(deps, activity, place, signal),
    run: async (call, context) => {
      const found = await findDefinition(deps, call.provider);
      if (found === undefined) return deps.python.run(call, context);
      const { alias, definition } = found;
      if (alias !== undefined && !warned.has(alias)) {
        warned.add(alias);
        context.log.warning(deprecation(alias, definition.name));
      }
      return runDefinition(definition, call, context, deps);
    },
  };
}

async function check(
  deps: DefinitionProviderDeps,
  activity: JsonObject,
  place: ActivityPlace,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const provider = providerOf(activity);
  const found = await findDefinition(deps, provider);
  if (found === undefined) return deps.python.check(activity, place, signal);
  const given = found.definition.kind === 'tolerance' ? ['value'] : [];
  const issues = [
    ...checkArguments(found.definition, provider.arguments, place, given),
    ...(found.definition.answersRows === true ? checkRowTolerance(activity, place) : []),
  ];
  if (found.alias === undefined) return issues;
  return [
    ...issues,
    {
      severity: 'warning',
      code: 'CHAOS_V_DEPRECATED_NAME',
      message: deprecation(found.alias, found.definition.name),
      place: place.document.locate([...place.path, 'provider', 'func']),
    },
  ];
}

/** The built-in definition that runs an activity of `type: python`; undefined where Python does. */
export async function findDefinition(
  deps: Pick<DefinitionProviderDeps, 'registry' | 'mode' | 'modules'>,
  provider: JsonObject,
): Promise<FoundDefinition | undefined> {
  const { module, func } = provider;
  if (typeof module !== 'string' || typeof func !== 'string') return undefined;
  if (pythonModeOf(deps, module) === 'always') return undefined;
  return deps.registry.find(module, func);
}

function deprecation(alias: string, name: string): string {
  return `'${alias}' is deprecated, please consider using '${name}'`;
}
