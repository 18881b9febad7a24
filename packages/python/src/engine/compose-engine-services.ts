import {
  checkTolerance,
  formatPath,
  type Issue,
  injectedSecrets,
  isJsonObject,
  type Json,
  type JsonObject,
  judgeTolerance,
  type Logger,
  type ParsedDocument,
  type ProviderContext,
  type ProviderRegistry,
  pyStr,
  resolveConfiguration,
  resolveSecrets,
  substituteArguments,
  type VaultReader,
  validateExperiment,
} from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { EngineServices } from './engine-services.js';

/** Code of the error for values that can't be resolved. */
export const INVALID_VALUES = 'CHAOS_E_INVALID_VALUES';

export interface EngineServiceParts {
  /** Asked for when it is needed: the python provider in it has this bridge behind it. */
  providers(): ProviderRegistry;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly notify: EngineServices['notify'];
  /** Absent: an activity that wants to record how it is undone fails before its change. */
  readonly recordUndo?: ProviderContext['recordUndo'];
  readonly vault?: VaultReader;
}

type Values = Parameters<EngineServices['runActivity']>[1];

/** What Python code may ask, answered by the parts of the engine. */
export function composeEngineServices(parts: EngineServiceParts): EngineServices {
  const { env, log, vault } = parts;
  const runActivity = (activity: JsonObject, values: Values, signal: AbortSignal): Promise<Json> =>
    runBareActivity(parts, activity, values, signal);
  const checkActivity = (activity: Json, signal: AbortSignal): Promise<readonly Issue[]> =>
    checkAlone(parts, activity, signal);
  return {
    runActivity,
    checkActivity,
    checkTolerance: (tolerance, signal) =>
      checkTolerance(
        tolerance,
        { document: documentOf(tolerance), path: [] },
        {
          checkActivity: (activity) => checkActivity(activity, signal),
        },
      ),
    async withinTolerance(tolerance, value, values, signal) {
      const runProbe = (activity: JsonObject): Promise<Json> => runActivity(activity, values, signal);
      const { met, message, unjudged } = await judgeTolerance(tolerance, value, { ...values, runProbe });
      if (unjudged === true) throw new ChaosError('CHAOS_E_TOLERANCE_UNJUDGED', message ?? '');
      if (message !== undefined) log.debug(message);
      return met;
    },
    async resolveConfiguration(declared, overrides) {
      const { values, issues } = resolveConfiguration(declared, { env, overrides });
      refuseErrors(issues);
      return values;
    },
    async resolveSecrets(declared, configuration, overrides, signal) {
      const sources = { env, configuration, overrides, ...(vault === undefined ? {} : { vault }) };
      const { values, issues } = await resolveSecrets(declared, sources, signal);
      refuseErrors(issues);
      return values;
    },
    notify: parts.notify,
  };
}

async function runBareActivity(
  parts: EngineServiceParts,
  activity: JsonObject,
  { configuration, secrets }: Values,
  signal: AbortSignal,
): Promise<Json> {
  const provider = isJsonObject(activity.provider) ? activity.provider : {};
  const { log, recordUndo = refuseUndo } = parts;
  const implementation = parts.providers().find(pyStr(provider.type ?? null));
  if (implementation === undefined) {
    throw new ChaosError(
      'CHAOS_E_UNKNOWN_PROVIDER',
      `unknown provider type '${pyStr(provider.type ?? null)}'`,
    );
  }
  const injected = injectedSecrets(provider.secrets, secrets);
  return implementation.run(
    {
      type: activity.type === 'action' ? 'action' : 'probe',
      name: pyStr(activity.name ?? null),
      activity,
      provider,
      ...(provider.arguments === undefined
        ? {}
        : { arguments: substituteArguments(provider.arguments, configuration, secrets) }),
      configuration,
      secrets,
      ...(injected === undefined ? {} : { injectedSecrets: injected }),
      // Python code waits for the outcome, perhaps on the main thread.
      background: true,
      hasTolerance: 'tolerance' in activity,
    },
    { signal, log, recordUndo },
  );
}

async function refuseUndo(): Promise<void> {
  throw new ChaosError(
    'CHAOS_E_UNDO_UNRECORDED',
    'an activity that Python code runs by itself can not record how it is undone',
    { hint: 'make it an activity of the experiment' },
  );
}

/** The issues of one activity, as those of an experiment that has nothing else. A reference may name what stands elsewhere. */
function checkAlone(
  parts: EngineServiceParts,
  activity: Json,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const around = { title: 'one activity', description: 'one activity', method: [], rollbacks: [activity] };
  const { env, log } = parts;
  const deps = { providers: parts.providers(), controlHosts: [], env, log };
  return validateExperiment(documentOf(around), deps, signal);
}

function documentOf(value: Json): ParsedDocument {
  return { source: 'Python', value, locate: (path) => ({ path: formatPath(path) }) };
}

function refuseErrors(issues: readonly Issue[]): void {
  const error = issues.find((issue) => issue.severity === 'error');
  if (error !== undefined) throw new ChaosError(INVALID_VALUES, error.message);
}
