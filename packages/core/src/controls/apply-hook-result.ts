import type { PatchTarget } from '../events/run-event.js';
import type { RunRecorder } from '../events/run-recorder.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import type { LiveDocument } from '../run/live-document.js';
import type { Json, JsonObject } from '../values/json.js';
import type { HookResult } from './control-host.js';
import {
  applyPatch,
  diffJson,
  type JsonPath,
  type PatchOperation,
  pointerOf,
  sameJson,
  valueAt,
} from './json-patch.js';

/** What a hook was given, and where what it changed goes. */
export interface HookGiven {
  readonly live: LiveDocument;
  readonly recorder: RunRecorder;
  /** Name of the control. */
  readonly by: string;
  /** Path of the context in the experiment; undefined where it has none. */
  readonly path: JsonPath | undefined;
  readonly base: {
    readonly experiment: JsonObject;
    readonly configuration: Configuration;
    readonly secrets: Secrets;
  };
  readonly state: { readonly value: Json; readonly target: PatchTarget | undefined } | undefined;
}

/** Turns what a hook changed into events, and applies it: in the reference hooks change everything in place (core.md §14.1). */
export function applyHookResult(given: HookGiven, result: HookResult): void {
  applyDocument(given, result);
  applyValues(given, result);
  const { state, recorder, by } = given;
  if (state?.target === undefined || result.state === undefined) return;
  const patch = diffJson(state.value, result.state);
  if (patch.length > 0) recorder.record({ type: 'journal-patched', by, target: state.target, patch });
}

function applyDocument({ live, recorder, by, path, base }: HookGiven, result: HookResult): void {
  const patch = documentPatch(base.experiment, path, result);
  if (patch.length === 0) return;
  recorder.record({ type: 'document-patched', by, patch });
  live.patch(patch);
}

/**
 * The context is a part of the experiment, and the hook gives back both. Where it changed both in the same way it had one object;
 * otherwise the context's change counts for that part.
 */
function documentPatch(
  experiment: JsonObject,
  path: JsonPath | undefined,
  result: HookResult,
): PatchOperation[] {
  const whole = diffJson(experiment, result.experiment);
  if (path === undefined) return whole;
  const before = valueAt(experiment, path);
  if (before === undefined || sameJson(before, result.context)) return whole;
  if (sameJson(valueAt(result.experiment, path), result.context)) return whole;
  const own = diffJson(before, result.context, path);
  const pointer = pointerOf(path);
  return [
    ...own,
    ...whole.filter(({ path: other }) => other !== pointer && !other.startsWith(`${pointer}/`)),
  ];
}

function applyValues({ live, recorder, by, base }: HookGiven, result: HookResult): void {
  const configured = diffJson(base.configuration, result.configuration);
  if (configured.length > 0) {
    recorder.record({ type: 'values-patched', by, of: 'configuration', patch: configured });
    live.setConfiguration(applyPatch(live.configuration, configured));
  }
  const secret = diffJson(base.secrets, result.secrets);
  if (secret.length > 0) {
    // First: the event must not show what it tells about.
    recorder.learn(result.secrets);
    recorder.record({ type: 'values-patched', by, of: 'secrets', patch: secret });
    live.setSecrets(applyPatch(live.secrets, secret));
  }
}
