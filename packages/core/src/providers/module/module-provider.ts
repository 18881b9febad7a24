import { ChaosError, isChaosError, nearestName } from '@chaoskit/errors';
import { ActivityFailedError } from '../../activity/outcome-errors.js';
import type { DocumentPath, Issue } from '../../document/issue.js';
import { checkArguments } from '../../extension/check-arguments.js';
import type { Definition, DefinitionContext } from '../../extension/definition.js';
import { type DefinitionPorts, definitionContext } from '../../extension/definition-context.js';
import { asFailure, runDefinition } from '../../extension/run-definition.js';
import type { Json, JsonObject, PlainJson } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import { fromPlain, toPlain } from '../../values/plain.js';
import type { ActivityCall, ActivityPlace, Provider, ProviderContext } from '../provider.js';
import { providerOf } from '../provider-of.js';
import type { UserModules } from './user-modules.js';

export interface ModuleProviderDeps extends DefinitionPorts {
  readonly modules: UserModules;
}

/** An activity of a user's module that is no definition: a plain function. */
type PlainFunction = (
  args: { readonly [name: string]: PlainJson },
  context: DefinitionContext,
) => PlainJson | undefined | Promise<PlainJson | undefined>;

/** The provider of `type: module`: functions and definitions in users' TypeScript and JavaScript files (design: extension API). */
export function moduleProvider(deps: ModuleProviderDeps): Provider {
  return {
    type: 'module',
    check: (activity, place) => check(deps, activity, place),
    run: (call, context) => run(deps, call, context),
  };
}

async function check(
  deps: ModuleProviderDeps,
  activity: JsonObject,
  place: ActivityPlace,
): Promise<readonly Issue[]> {
  const provider = providerOf(activity);
  const issue = (code: string, message: string, hint: string | undefined, ...path: DocumentPath): Issue => ({
    severity: 'error',
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: place.document.locate([...place.path, 'provider', ...path]),
  });
  const { path, func } = provider;
  if (typeof path !== 'string' || path === '') {
    return [issue('CHAOS_V_MODULE_PATH', 'a module activity must have a path', 'e.g. "./probes.ts"')];
  }
  if (typeof func !== 'string' || func === '') {
    return [issue('CHAOS_V_MODULE_FUNC', 'a module activity must have a function name', undefined)];
  }
  try {
    const found = await findExport(deps, path, func);
    return isDefinition(found) ? checkArguments(found, provider.arguments, place) : [];
  } catch (error) {
    if (!isChaosError(error)) throw error;
    const key = error.code === 'CHAOS_E_MODULE_EXPORT' ? 'func' : 'path';
    return [issue(error.code, error.message, error.hint, key)];
  }
}

async function run(deps: ModuleProviderDeps, call: ActivityCall, context: ProviderContext): Promise<Json> {
  const found = await findExport(deps, String(call.provider.path), String(call.provider.func));
  if (isDefinition(found)) return runDefinition(found, call, context, deps);
  const args = call.arguments ?? {};
  if (!isJsonObject(args)) throw new ActivityFailedError('arguments of a module activity must be an object');
  const output = await asFailure(context.signal, () =>
    found(plainObject(args), definitionContext(call, context, deps)),
  );
  return fromPlain(output);
}

function plainObject(args: JsonObject): { [name: string]: PlainJson } {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, toPlain(value)]));
}

async function findExport(
  deps: ModuleProviderDeps,
  path: string,
  func: string,
): Promise<Definition | PlainFunction> {
  const module = await deps.modules.load(path);
  const found = Object.hasOwn(module, func) ? module[func] : undefined;
  if (isDefinition(found)) return found;
  // What its parameters are is the user's word.
  if (typeof found === 'function') return found as PlainFunction;
  const near = nearestName(func, Object.keys(module));
  throw new ChaosError(
    'CHAOS_E_MODULE_EXPORT',
    `the module '${path}' does not export a function or definition called '${func}'`,
    {
      hint:
        near === undefined
          ? `it exports ${Object.keys(module).join(', ') || 'nothing'}`
          : `did you mean '${near}'?`,
    },
  );
}

function isDefinition(value: unknown): value is Definition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'action' || value.kind === 'probe' || value.kind === 'tolerance') &&
    'run' in value &&
    'input' in value
  );
}
