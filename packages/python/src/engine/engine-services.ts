import type { Configuration, Issue, Json, JsonObject, Secrets } from '@chaoskit/core';

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
  resolveSecrets(
    declared: JsonObject,
    configuration: Configuration,
    overrides: JsonObject,
    signal: AbortSignal,
  ): Promise<Secrets>;
  /** Sends an event to the notification channels of `settings` (core.md §17). */
  notify(settings: Json, event: string, payload: Json, failure: string | null): Promise<void>;
}
