import {
  type ControlHook,
  type ControlHost,
  isJsonObject,
  isTruthy,
  type Json,
  type JsonObject,
  type Logger,
  pyStr,
} from '@chaoskit/core';
import { isChaosError } from '@chaoskit/errors';
import type { PythonWorker } from '../worker/python-worker.js';
import { WorkerCallError } from '../worker/worker-error.js';
import { pythonControl, type WantedParts } from './python-control.js';

export interface PythonControlDeps {
  readonly worker: PythonWorker;
  readonly log: Logger;
  /** Notes that something needs Python, for the error of a machine without it. */
  needs(name: string): void;
  /** What to do about a missing Python; undefined where there is one. */
  missingHint(): string | undefined;
}

/** Controls of `type: python` (core.md §14): modules in the same worker as the activities, so that they share state. */
export function pythonControlHost(deps: PythonControlDeps): ControlHost {
  const { worker, needs, missingHint } = deps;
  // A hook may register handlers of run events; what none of them wants is not sent to Python.
  let events: ReadonlySet<Json> = new Set();
  const onEvents = (names: readonly Json[]): void => {
    events = new Set(names);
  };

  /** Whether the module can be imported, or why it refuses the control. */
  async function validate(
    module: string,
    control: JsonObject,
    name: string,
    signal: AbortSignal,
  ): Promise<boolean | string> {
    if (missingHint() !== undefined) return false;
    try {
      return (await worker.call({ op: 'validate', module, control }, `control '${name}'`, signal)) === true;
    } catch (reason) {
      if (reason instanceof WorkerCallError) return reason.error.text ?? reason.error.message;
      if (signal.aborted || !isChaosError(reason)) throw reason;
      return false; // the import took the process with it
    }
  }

  return {
    type: 'python',
    handlers: {
      wants: (event) => events.has(event),
      async call(event, args, signal) {
        await worker.call({ op: 'event', name: event, arguments: args }, `handlers of '${event}'`, signal);
      },
    },
    async check(control, place, log, signal) {
      const name = pyStr(control.name ?? null);
      const module = isJsonObject(control.provider) ? control.provider.module : undefined;
      const located = place.document.locate([...place.path, 'provider', 'module']);
      if (!isTruthy(module) || typeof module !== 'string') {
        const message = `Control '${name}' must have a module path`;
        return [{ severity: 'error', code: 'CHAOS_V_CONTROL_MODULE_MISSING', message, place: located }];
      }
      const verdict = await validate(module, control, name, signal);
      if (typeof verdict === 'string') {
        return [{ severity: 'error', code: 'CHAOS_V_CONTROL_REFUSED', message: verdict, place: located }];
      }
      if (!verdict) {
        log.warning(
          `Could not find Python module '${module}' in control '${name}'. Did you install the Python module? The experiment will carry on running nonetheless.`,
        );
      }
      return [];
    },
    async load(control, signal) {
      const name = pyStr(control.name ?? null);
      const module = isJsonObject(control.provider) ? control.provider.module : undefined;
      if (typeof module !== 'string' || missingHint() !== undefined) return undefined;
      needs(`control ${name}`);
      const answer = await worker.call({ op: 'load', module }, `control '${name}'`, signal);
      if (!isJsonObject(answer)) return undefined;
      const wanted = new Map(
        Object.entries(answer).map(([hook, parts]): [ControlHook, WantedParts] => [
          hook as ControlHook, // the worker knows the same names
          new Set(texts(parts)),
        ]),
      );
      return pythonControl({ worker, log: deps.log, module, name, wanted, onEvents });
    },
  };
}

function texts(value: Json): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
