import type { Issue } from '../document/issue.js';
import type { Logger } from '../events/logger.js';
import type { ActivityPlace, Configuration, Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';

/** The hooks of a control (core.md §14.1), by the reference's function names without `_control`. */
export type ControlHook =
  | 'configure'
  | 'cleanup'
  | `${'before' | 'after'}_${'loading_experiment' | 'experiment' | 'hypothesis' | 'method' | 'rollback' | 'activity'}`;

/** What a hook sees. Everything in it is a copy that belongs to the hook. */
export interface HookCall {
  readonly hook: ControlHook;
  /** Experiment, hypothesis, activity, or the source string for the loading hooks; null for configure and cleanup. */
  readonly context: Json;
  /** Journal, hypothesis state, run or list of runs; absent in `before_…` hooks. */
  readonly state?: Json;
  readonly experiment: JsonObject;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly settings: Json;
  /** `provider.arguments` of the control: substituted for before/after hooks, raw for configure. */
  readonly arguments: JsonObject;
}

/** The hook's copies after it returned; the engine diffs them against what it gave and applies the changes. */
export interface HookResult {
  readonly context: Json;
  readonly state?: Json;
  readonly experiment: JsonObject;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
}

/** One control, loaded. Hooks that its module does not define are not in `hooks`. */
export interface LoadedControl {
  readonly hooks: ReadonlySet<ControlHook>;
  /**
   * Calls one hook. Answers undefined where nothing changed. Throws `InterruptExecutionError` or `ExitRequestedError` where the
   * hook asks for it; any other error is the hook's own failure, which the engine logs at debug and ignores (core.md §14.3).
   */
  call(call: HookCall, signal: AbortSignal): Promise<HookResult | undefined>;
}

/** The moments of a run that its event handlers are told (core.md §15). */
export type HandlerEvent =
  | 'running'
  | 'finish'
  | 'interrupted'
  | 'signal_exit'
  | 'start_continuous_hypothesis'
  | 'continuous_hypothesis_iteration'
  | 'continuous_hypothesis_completed'
  | 'start_hypothesis_before'
  | 'hypothesis_before_completed'
  | 'start_hypothesis_after'
  | 'hypothesis_after_completed'
  | 'start_method'
  | 'method_completed'
  | 'start_rollbacks'
  | 'rollbacks_completed'
  | 'start_activity'
  | 'activity_completed';

/** Handlers of run events that controls registered while they were configured. */
export interface EventHandlers {
  /** True where a handler for the event may be there; the engine prepares nothing otherwise. */
  wants(event: HandlerEvent): boolean;
  /** Calls the handlers with the reference's arguments by name. Their failures are their own. */
  call(event: HandlerEvent, args: JsonObject, signal: AbortSignal): Promise<void>;
}

/** Loads and calls the controls of one `provider.type`. */
export interface ControlHost {
  readonly type: string;
  /** Absent where controls of this kind can't register any. */
  readonly handlers?: EventHandlers;
  /** Problems of a control item that can be known before the run, `validate_control` included (core.md §4.3). */
  check(
    control: JsonObject,
    place: ActivityPlace,
    log: Logger,
    signal: AbortSignal,
  ): Promise<readonly Issue[]>;
  /** Undefined where the module can't be imported. */
  load(control: JsonObject, signal: AbortSignal): Promise<LoadedControl | undefined>;
}
