import {
  ActivityFailedError,
  type Configuration,
  InterruptExecutionError,
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  type Secrets,
} from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';

/**
 * What Python code may ask of the engine: extensions such as safeguards run and judge activities by themselves (core.md §24).
 * The signal is aborted when the worker that asked is gone.
 */
export interface EngineServices {
  /** Runs one activity, without controls, pauses or journal, and answers its output. Throws `ActivityFailedError`. */
  runActivity(
    activity: JsonObject,
    values: { readonly configuration: Configuration; readonly secrets: Secrets },
    signal: AbortSignal,
  ): Promise<Json>;
  checkActivity(activity: Json, signal: AbortSignal): Promise<readonly Issue[]>;
  checkTolerance(tolerance: Json, signal: AbortSignal): Promise<readonly Issue[]>;
  withinTolerance(
    tolerance: Json,
    value: Json,
    values: { readonly configuration: Configuration; readonly secrets: Secrets },
    signal: AbortSignal,
  ): Promise<boolean>;
  resolveConfiguration(declared: JsonObject, overrides: JsonObject): Promise<Configuration>;
  resolveSecrets(declared: JsonObject, configuration: Configuration, overrides: JsonObject): Promise<Secrets>;
  /** Sends an event to the notification channels of `settings` (core.md §17). */
  notify(settings: Json, event: string, payload: Json, failure: string | null): Promise<void>;
}

/** The answer to one question of the worker: `{ok}` or `{error: {type, message}}` with the name of a class of `chaoslib.exceptions`. */
export async function answerAsk(
  ask: JsonObject,
  services: EngineServices | undefined,
  signal: AbortSignal,
): Promise<JsonObject> {
  if (services === undefined) return failure('ChaosException', 'only available inside a run');
  try {
    return await answer(ask, services, signal);
  } catch (reason) {
    const type =
      reason instanceof ActivityFailedError
        ? 'ActivityFailed'
        : reason instanceof InterruptExecutionError
          ? 'InterruptExecution'
          : 'ChaosException';
    return failure(type, messageOf(reason));
  }
}

async function answer(ask: JsonObject, services: EngineServices, signal: AbortSignal): Promise<JsonObject> {
  const values = { configuration: object(ask.configuration), secrets: object(ask.secrets) as Secrets };
  switch (ask.op) {
    case 'run_activity':
      return { ok: await services.runActivity(object(ask.activity), values, signal) };
    case 'check_activity':
      return firstError(await services.checkActivity(ask.activity ?? null, signal));
    case 'check_tolerance':
      return firstError(await services.checkTolerance(ask.tolerance ?? null, signal));
    case 'within_tolerance':
      return {
        ok: await services.withinTolerance(ask.tolerance ?? null, ask.value ?? null, values, signal),
      };
    case 'resolve_configuration':
      return { ok: await services.resolveConfiguration(object(ask.declared), object(ask.overrides)) };
    case 'resolve_secrets':
      return {
        ok: await services.resolveSecrets(object(ask.declared), values.configuration, object(ask.overrides)),
      };
    case 'notify': {
      const text = typeof ask.failure === 'string' ? ask.failure : null;
      await services.notify(ask.settings ?? null, String(ask.event), ask.payload ?? null, text);
      return { ok: null };
    }
    default:
      return failure('ChaosException', `the engine knows no '${String(ask.op)}'`);
  }
}

function firstError(issues: readonly Issue[]): JsonObject {
  const issue = issues.find((one) => one.severity === 'error');
  return issue === undefined ? { ok: null } : failure('InvalidActivity', issue.message);
}

function failure(type: string, message: string): JsonObject {
  return { error: { type, message } };
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
