import {
  ActivityFailedError,
  InterruptExecutionError,
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  type Secrets,
} from '@chaoskit/core';
import { isChaosError, messageOf } from '@chaoskit/errors';
import { INVALID_VALUES } from './compose-engine-services.js';
import type { EngineServices } from './engine-services.js';

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
    return failure(pythonClassOf(reason), messageOf(reason));
  }
}

function pythonClassOf(reason: unknown): string {
  if (reason instanceof ActivityFailedError) return 'ActivityFailed';
  if (reason instanceof InterruptExecutionError) return 'InterruptExecution';
  return isChaosError(reason) && reason.code === INVALID_VALUES ? 'InvalidExperiment' : 'ChaosException';
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
    case 'resolve_secrets': {
      const { configuration } = values;
      const overrides = object(ask.overrides);
      return { ok: await services.resolveSecrets(object(ask.declared), configuration, overrides, signal) };
    }
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
