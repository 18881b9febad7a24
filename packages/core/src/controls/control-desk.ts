import { messageOf } from '@chaoskit/errors';
import { isExitRequested, isInterruptExecution } from '../activity/activity-outcome.js';
import type { PatchTarget } from '../events/run-event.js';
import type { RunRecorder } from '../events/run-recorder.js';
import type { LiveDocument } from '../run/live-document.js';
import type { Clock } from '../run/ports.js';
import type { StopDesk } from '../run/stop-desk.js';
import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { substituteArguments } from '../values/substitute.js';
import { applicableControls, type ControlLevel, controlItems, inScope } from './applicable-controls.js';
import { applyHookResult } from './apply-hook-result.js';
import type { ControlHook, ControlHost, HookCall, LoadedControl } from './control-host.js';
import { copyJson } from './copy-json.js';
import { EventHandlerDesk } from './event-handlers.js';
import { type JsonPath, valueAt } from './json-patch.js';
import { withinHookLimits } from './within-hook-limits.js';

export interface ControlDeskDeps {
  readonly hosts: readonly ControlHost[];
  readonly globals: readonly JsonObject[];
  readonly settings: Json;
  readonly live: LiveDocument;
  readonly recorder: RunRecorder;
  readonly stops: StopDesk;
  readonly clock: Clock;
  readonly cancelGraceMs: number;
  readonly hookTimeoutMs: number;
}

/** What a hook is called around. */
export interface Around {
  /** Path of the context in the experiment; undefined where it is gone. */
  readonly path: JsonPath | undefined;
  /** Signal of the phase. */
  readonly signal: AbortSignal;
  /** The context where it is no part of the experiment; takes the context that a hook leaves. */
  readonly apart?: { context: Json };
}

/** Calls what applies to an activity that is no step of the run around `work`, which answers its run. */
export type AroundActivity = (
  activity: JsonObject,
  signal: AbortSignal,
  work: (activity: JsonObject) => Promise<JsonObject>,
) => Promise<JsonObject>;

export interface AroundEnd extends Around {
  readonly state: Json;
  /** What of the journal the state is; changes of a state without one are lost. */
  readonly target?: PatchTarget;
  /** Takes the state that a hook leaves, where it is no part of the journal. */
  readonly left?: (state: Json) => void;
}

type RunLevel = Exclude<ControlLevel, 'loading_experiment'>;

/** Calls the hooks of controls and applies what they changed (core.md §14). */
export class ControlDesk {
  readonly #deps: ControlDeskDeps;
  readonly #loaded = new Map<string, Promise<LoadedControl | undefined>>();
  readonly #off = new Set<string>();
  readonly handlers: EventHandlerDesk;

  constructor(deps: ControlDeskDeps) {
    this.#deps = deps;
    this.handlers = new EventHandlerDesk(deps.hosts, deps.recorder.logger, deps.stops.hard);
  }

  async before(level: RunLevel, around: Around): Promise<void> {
    await this.#callAll(level, 'before', around);
  }

  /** Also called after an interruption; the hooks have the grace of the run to end then. */
  async after(level: RunLevel, around: AroundEnd): Promise<void> {
    await this.#callAll(level, 'after', around);
  }

  /** The hooks of an activity that is no step of the run, such as a safeguard's probe: they may change the activity and its run. */
  readonly aroundActivity: AroundActivity = async (activity, signal, work) => {
    const apart: { context: Json } = { context: activity };
    let state: Json = null;
    try {
      await this.before('activity', { path: undefined, signal, apart });
      state = await work(isJsonObject(apart.context) ? apart.context : activity);
    } finally {
      await this.after('activity', {
        path: undefined,
        signal,
        apart,
        // Each hook sees what the one before it left.
        get state() {
          return state;
        },
        left: (changed) => {
          state = changed;
        },
      });
    }
    return isJsonObject(state) ? state : {};
  };

  /** `configure_control` of every control, once by name; one that fails takes no further part. */
  async configure(signal: AbortSignal): Promise<void> {
    for (const control of this.#everyControl()) {
      const failed = await this.#callSetUp(control, 'configure', signal);
      if (failed === undefined) continue;
      this.#off.add(nameOf(control));
      this.#deps.recorder.logger.debug(
        `Control initialization '${nameOf(control)}' failed. It will not be registered. ${failed}`,
      );
    }
  }

  /** `cleanup_control` of the experiment's controls, then of the global ones. Never throws. */
  async cleanUp(signal: AbortSignal): Promise<void> {
    const globals = new Set(this.#deps.globals.map(nameOf));
    const all = this.#everyControl().filter((control) => !this.#off.has(nameOf(control)));
    const ordered = [
      ...all.filter((control) => !globals.has(nameOf(control))),
      ...all.filter((control) => globals.has(nameOf(control))),
    ];
    for (const control of ordered) {
      const failed = await this.#callSetUp(control, 'cleanup', signal);
      if (failed !== undefined) {
        this.#deps.recorder.logger.debug(`Control '${nameOf(control)}' failed to clean up: ${failed}`);
      }
    }
  }

  /** Global ones first, then in the order of core.md §14.4; the first of equal names, unnamed ones are left out. */
  #everyControl(): JsonObject[] {
    const { live, globals } = this.#deps;
    const contexts: (Json | undefined)[] = [
      live.experiment,
      live.at(['steady-state-hypothesis']),
      ...live.list(['steady-state-hypothesis', 'probes']),
      ...live.list(['method']),
      ...live.list(['rollbacks']),
    ];
    const own = contexts.flatMap((context) => (isJsonObject(context) ? controlItems(context.controls) : []));
    const byName = new Map<Json, JsonObject>();
    for (const control of [...globals, ...own]) {
      const { name } = control;
      if (control.ref === undefined && name !== undefined && !byName.has(name)) byName.set(name, control);
    }
    return [...byName.values()];
  }

  async #callAll(level: RunLevel, moment: 'before' | 'after', around: Around | AroundEnd): Promise<void> {
    const { live, globals } = this.#deps;
    const top = controlItems(live.experiment.controls);
    const context = contextOf(live, around);
    const local = isJsonObject(context) ? controlItems(context.controls) : [];
    if (globals.length + top.length + local.length === 0) return;
    const controls = applicableControls(level, { globals, top, local }).filter(
      (control) => inScope(control, moment) && !this.#off.has(nameOf(control)),
    );
    for (const control of controls) await this.#callOne(control, `${moment}_${level}`, around);
  }

  async #callOne(control: JsonObject, hook: ControlHook, around: Around | AroundEnd): Promise<void> {
    const { live, recorder } = this.#deps;
    try {
      const loaded = await this.#load(control, around.signal);
      if (loaded === undefined || !loaded.hooks.has(hook)) return;
      const context = contextOf(live, around);
      const name = isJsonObject(context) ? context.name : undefined;
      recorder.announce({
        type: 'control-called',
        control: nameOf(control),
        hook,
        ...(hook.endsWith('activity') && name !== undefined ? { name: pyStr(name) } : {}),
      });
      const base = { experiment: live.experiment, configuration: live.configuration, secrets: live.secrets };
      const call = this.#hookCall(control, hook, around);
      const result = await this.#within(around.signal, (signal) => loaded.call(call, signal));
      if (result !== undefined) {
        const state = 'state' in around ? { value: around.state, target: around.target } : undefined;
        applyHookResult({ live, recorder, by: nameOf(control), path: around.path, base, state }, result);
        if (around.apart !== undefined) around.apart.context = result.context;
        if ('left' in around && result.state !== undefined) around.left?.(result.state);
      }
    } catch (error) {
      if (isInterruptExecution(error) || isExitRequested(error)) throw error;
      recorder.logger.debug(`${hook}_control of control '${nameOf(control)}' failed: ${messageOf(error)}`);
    }
  }

  #hookCall(control: JsonObject, hook: ControlHook, around?: Around | AroundEnd): HookCall {
    const { live, settings } = this.#deps;
    const experiment = copyJson(live.experiment);
    const raw = argumentsOf(control);
    const args = around === undefined ? raw : substituteArguments(raw, live.configuration, live.secrets);
    return {
      hook,
      // A part of the copied experiment where it is one, so that a hook sees its changes in both.
      context: around === undefined ? null : contextIn(experiment, around),
      ...(around !== undefined && 'state' in around ? { state: copyJson(around.state) } : {}),
      experiment,
      configuration: copyJson(live.configuration),
      secrets: copyJson(live.secrets),
      settings: copyJson(settings),
      arguments: isJsonObject(args) ? copyJson(args) : {},
    };
  }

  /** Answers why the hook failed. */
  async #callSetUp(
    control: JsonObject,
    hook: 'configure' | 'cleanup',
    phase: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const loaded = await this.#load(control, phase);
      if (loaded === undefined || !loaded.hooks.has(hook)) return undefined;
      const { live, recorder } = this.#deps;
      recorder.announce({ type: 'control-called', control: nameOf(control), hook });
      const base = { experiment: live.experiment, configuration: live.configuration, secrets: live.secrets };
      const call = this.#hookCall(control, hook);
      const result = await this.#within(phase, (signal) => loaded.call(call, signal));
      if (result !== undefined) {
        applyHookResult(
          { live, recorder, by: nameOf(control), path: undefined, base, state: undefined },
          result,
        );
      }
      return undefined;
    } catch (error) {
      if (hook === 'configure' && (isInterruptExecution(error) || isExitRequested(error))) throw error;
      return messageOf(error);
    }
  }

  async #load(control: JsonObject, signal: AbortSignal): Promise<LoadedControl | undefined> {
    const provider = isJsonObject(control.provider) ? control.provider : undefined;
    const host = this.#deps.hosts.find((candidate) => candidate.type === provider?.type);
    if (provider === undefined || host === undefined) return undefined;
    const key = [provider.type, provider.module, provider.path, provider.func, control.name]
      .map(pyOf)
      .join('\n');
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const loading = this.#within(signal, (own) => host.load(control, own));
    this.#loaded.set(key, loading);
    return loading;
  }

  #within<T>(phase: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { stops, recorder, clock, cancelGraceMs, hookTimeoutMs } = this.#deps;
    const limits = { clock, log: recorder.logger, hard: stops.hard, cancelGraceMs, hookTimeoutMs };
    return withinHookLimits(limits, phase, work);
  }
}

function contextOf(live: LiveDocument, { path, apart }: Around): Json | undefined {
  return apart === undefined ? live.at(path) : apart.context;
}

function contextIn(experiment: JsonObject, { path, apart }: Around): Json {
  if (apart !== undefined) return copyJson(apart.context);
  return path === undefined ? null : (valueAt(experiment, path) ?? null);
}

function nameOf(control: JsonObject): string {
  return pyStr(control.name ?? null);
}

function pyOf(value: Json | undefined): string {
  return value === undefined ? '' : pyStr(value);
}

function argumentsOf(control: JsonObject): Json {
  return valueAt(control, ['provider', 'arguments']) ?? {};
}
