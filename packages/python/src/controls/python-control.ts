import {
  type ControlHook,
  ExitRequestedError,
  type HookCall,
  type HookResult,
  InterruptExecutionError,
  isJsonObject,
  type Json,
  type JsonObject,
  type LoadedControl,
  type Logger,
  type Secrets,
} from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { PythonWorker } from '../worker/python-worker.js';
import { WorkerCallError } from '../worker/worker-error.js';
import { pathOfContext } from './path-of-context.js';

/** The names of a hook's parameters that are filled in for it. */
export type WantedParts = ReadonlySet<string>;

export interface PythonControlOptions {
  readonly worker: PythonWorker;
  readonly module: string;
  readonly name: string;
  readonly log: Logger;
  /** The hooks of the module. */
  readonly wanted: ReadonlyMap<ControlHook, WantedParts>;
  /** Told after each hook which run events the registered handlers want. */
  onEvents(names: readonly Json[]): void;
}

/** One control module. Only what a hook's signature names is sent to it, and only what it changed comes back. */
export function pythonControl(options: PythonControlOptions): LoadedControl {
  const { worker, module, name, wanted } = options;
  return {
    hooks: new Set(wanted.keys()),
    async call(call, signal): Promise<HookResult | undefined> {
      const parts = wanted.get(call.hook);
      if (parts === undefined) return undefined;
      const request: JsonObject = {
        op: 'hook',
        module,
        hook: call.hook,
        arguments: call.arguments,
        ...contextFor(call, parts),
      };
      const answer = await callHook(worker, request, `${call.hook} of control '${name}'`, signal);
      if (Array.isArray(answer.events)) options.onEvents(answer.events);
      // Thrown otherwise: then there is nothing to hand over besides it.
      if (typeof answer.failed === 'string') {
        options.log.debug(`${call.hook}_control of control '${name}' failed: ${answer.failed}`);
      }
      return isJsonObject(answer.changed) ? resultOf(call, answer.changed) : undefined;
    },
  };
}

/** The parts that the hook's signature names. Where the context is a part of the experiment, its path is sent in its place. */
function contextFor(call: HookCall, wanted: WantedParts): JsonObject {
  const parts: JsonObject = {};
  if (wanted.has('state') && call.state !== undefined) parts.state = call.state;
  if (wanted.has('configuration')) parts.configuration = call.configuration;
  if (wanted.has('secrets')) parts.secrets = call.secrets;
  if (wanted.has('settings')) parts.settings = call.settings;
  const withExperiment = wanted.has('experiment') || wanted.has('extensions');
  if (withExperiment) parts.experiment = call.experiment;
  const path = withExperiment ? pathOfContext(call.experiment, call.context) : undefined;
  if (path === undefined) parts.context = call.context;
  return path === undefined ? { parts } : { parts, contextPath: [...path] };
}

async function callHook(
  worker: PythonWorker,
  request: JsonObject,
  label: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  try {
    const answer = await worker.call(request, label, signal);
    return isJsonObject(answer) ? answer : {};
  } catch (reason) {
    if (!(reason instanceof WorkerCallError)) throw reason;
    const { error } = reason;
    if (error.kind === 'interrupt') throw new InterruptExecutionError(error.message);
    if (error.kind === 'exit') throw new ExitRequestedError(error.code ?? 1);
    throw new ChaosError('CHAOS_E_CONTROL_FAILED', error.message);
  }
}

/** The hook's copies, where it changed any of them. */
function resultOf(call: HookCall, changed: JsonObject): HookResult | undefined {
  if (Object.keys(changed).length === 0) return undefined;
  // A change of the context alone is also one of the experiment where they are the same object.
  const same = call.context === call.experiment;
  const context = changed.context ?? (same ? changed.experiment : undefined) ?? call.context;
  const experiment = same ? context : changed.experiment;
  const state: Json | undefined = changed.state ?? call.state;
  return {
    context,
    experiment: objectOr(experiment, call.experiment),
    configuration: objectOr(changed.configuration, call.configuration),
    secrets: objectOr(changed.secrets, call.secrets) as Secrets,
    ...(state === undefined ? {} : { state }),
  };
}

function objectOr(value: Json | undefined, otherwise: JsonObject): JsonObject {
  return isJsonObject(value) ? value : otherwise;
}
