import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject, PlainJson } from '../values/json.js';
import { getKey, isJsonObject, setKey } from '../values/json-object.js';
import { fromPlain, toPlain } from '../values/plain.js';
import { RawNumber } from '../values/raw-number.js';
import type { ControlHook, HookCall, HookResult, LoadedControl } from './control-host.js';
import type { ControlContext, ControlDefinition, ControlHooks } from './define-control.js';

const HOOKS: { readonly [name in keyof ControlHooks]-?: ControlHook } = {
  configure: 'configure',
  cleanup: 'cleanup',
  beforeLoadingExperiment: 'before_loading_experiment',
  afterLoadingExperiment: 'after_loading_experiment',
  beforeExperiment: 'before_experiment',
  afterExperiment: 'after_experiment',
  beforeHypothesis: 'before_hypothesis',
  afterHypothesis: 'after_hypothesis',
  beforeMethod: 'before_method',
  afterMethod: 'after_method',
  beforeRollback: 'before_rollback',
  afterRollback: 'after_rollback',
  beforeActivity: 'before_activity',
  afterActivity: 'after_activity',
};

/** A control written in TypeScript, ready to be called by the engine. */
export function loadedDefinition({ hooks }: ControlDefinition): LoadedControl {
  const byHook = new Map<ControlHook, NonNullable<ControlHooks[keyof ControlHooks]>>();
  for (const [name, hook] of Object.entries(HOOKS)) {
    const call = hooks[name as keyof ControlHooks];
    if (call !== undefined) byHook.set(hook, call);
  }
  return {
    hooks: new Set(byHook.keys()),
    call: async (call, signal) => {
      const context = plainContext(call, signal);
      await byHook.get(call.hook)?.(context);
      return resultOf(call, context);
    },
  };
}

function plainContext(call: HookCall, signal: AbortSignal): ControlContext {
  const experiment = plainObject(call.experiment);
  return {
    // The same object where the context is the experiment; for parts of it the engine compares both.
    context: call.context === call.experiment ? experiment : toPlain(call.context),
    state: call.state === undefined ? undefined : toPlain(call.state),
    experiment,
    configuration: plainObject(call.configuration),
    secrets: plainObject(call.secrets),
    settings: toPlain(call.settings),
    arguments: plainObject(call.arguments),
    signal,
  };
}

function resultOf(call: HookCall, context: ControlContext): HookResult {
  const secrets = restoreObject(call.secrets, context.secrets);
  return {
    context: restore(call.context, context.context),
    ...(context.state === undefined ? {} : { state: restore(call.state, context.state) }),
    experiment: restoreObject(call.experiment, context.experiment),
    configuration: restoreObject(call.configuration, context.configuration),
    secrets: Object.fromEntries(
      Object.entries(secrets).flatMap(([name, group]) => (isJsonObject(group) ? [[name, group]] : [])),
    ),
  };
}

function plainObject(object: JsonObject): { [key: string]: PlainJson } {
  return toPlain(object) as { [key: string]: PlainJson };
}

/** The value that a hook leaves, with the number lexemes of the original where the hook did not touch them. */
function restore(original: Json | undefined, value: PlainJson): Json {
  if (original instanceof RawNumber && value === original.toNumber()) return original;
  if (Array.isArray(value)) {
    const sourceOf = sourcesOf(Array.isArray(original) ? original : [], value);
    return value.map((item, index) => restore(sourceOf(index), item));
  }
  if (typeof value === 'object' && value !== null) {
    return restoreObject(isJsonObject(original) ? original : {}, value);
  }
  return fromPlain(value);
}

/**
 * Which original item each item of a list comes from. Where a hook inserted or removed some, those before and behind are found again;
 * an inserted one most often is a copy of the one before it.
 */
function sourcesOf(
  originals: readonly Json[],
  values: readonly PlainJson[],
): (index: number) => Json | undefined {
  const shift = values.length - originals.length;
  if (shift === 0) return (index) => originals[index];
  const isSame = (index: number, by: number): boolean =>
    index >= 0 &&
    index < values.length &&
    isDeepStrictEqual(toPlain(originals[index - by] ?? null), values[index]);
  const shorter = Math.min(originals.length, values.length);
  let before = 0;
  while (before < shorter && isSame(before, 0)) before += 1;
  let behind = 0;
  while (behind < shorter - before && isSame(values.length - 1 - behind, shift)) behind += 1;
  return (index) => {
    if (index < before) return originals[index];
    return originals[index >= values.length - behind ? index - shift : before - 1];
  };
}

function restoreObject(original: JsonObject, value: { readonly [key: string]: PlainJson }): JsonObject {
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    // JavaScript lets a hook set what JSON does not know.
    if (item !== undefined) setKey(result, key, restore(getKey(original, key), item));
  }
  return result;
}
