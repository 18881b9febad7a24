import { type Issue, isJsonObject, type Json, type JsonObject, type Provider, pyStr } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { PythonWorker } from '../worker/python-worker.js';
import { activityErrorOf, WorkerCallError } from '../worker/worker-error.js';
import { checkPythonActivity } from './check-python-activity.js';

export interface PythonProviderDeps {
  readonly worker: PythonWorker;
  /** Notes that something needs Python, for the error of a machine without it. */
  needs(name: string): void;
  /** What to do about a missing Python; undefined where there is one. */
  missingHint(): string | undefined;
}

/** Activities of `type: python`: functions of modules that the worker imports (core.md §9.1). */
export function pythonProvider({ worker, needs, missingHint }: PythonProviderDeps): Provider {
  return {
    type: 'python',
    check(activity, place, signal): Promise<readonly Issue[]> {
      needs(pyStr(activity.name ?? null));
      return checkPythonActivity(activity, place, worker, missingHint(), signal);
    },
    async run(call, { signal }): Promise<Json> {
      const { module, func } = call.provider;
      if (typeof module !== 'string' || typeof func !== 'string') {
        throw new ChaosError(
          'CHAOS_E_PYTHON_CALL',
          `the Python activity '${call.name}' has no module and function`,
        );
      }
      needs(call.name);
      const request: JsonObject = {
        op: 'call',
        module,
        func,
        arguments: argumentsOf(call.arguments, call.name),
        configuration: call.configuration,
        background: call.background,
        ...(call.injectedSecrets === undefined ? {} : { secrets: call.injectedSecrets }),
      };
      try {
        return await worker.call(request, call.name, signal);
      } catch (reason) {
        throw reason instanceof WorkerCallError ? activityErrorOf(reason.error) : reason;
      }
    },
  };
}

function argumentsOf(given: Json | undefined, name: string): JsonObject {
  if (given === undefined || given === null) return {};
  if (isJsonObject(given)) return given;
  throw new ChaosError(
    'CHAOS_E_PYTHON_CALL',
    `the arguments of the Python activity '${name}' are no mapping`,
  );
}
