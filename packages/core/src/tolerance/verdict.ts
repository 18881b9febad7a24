import type { Configuration, Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';

/** Whether a value is within a tolerance, and what a person may want to know when it is not. */
export interface Verdict {
  readonly met: boolean;
  readonly message?: string;
  /** The tolerance does not fit the value, or is none: the reference fails there instead of judging. */
  readonly unjudged?: true;
}

/** What judging needs besides the value. */
export interface JudgeDeps {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** Runs the activity of a `probe` tolerance and answers its output; rejects as a provider's `run` does. */
  readonly runProbe: (activity: JsonObject) => Promise<Json>;
}

export const met: Verdict = { met: true };

export function notMet(message: string): Verdict {
  return { met: false, message };
}

/** Not met because the value can't be judged by the tolerance at all. */
export function unjudged(message: string): Verdict {
  return { met: false, message, unjudged: true };
}

/**
 * The part of a probe's output that `target` names (core.md §10.2): the whole output where there is no such key. The reference fails for
 * a target in something that is no object; here that is not met.
 */
export function targetOf(
  tolerance: JsonObject,
  value: Json,
): { readonly value: Json } | { readonly problem: Verdict } {
  const target = getKey(tolerance, 'target') ?? null;
  if (target === null) return { value };
  if (!isJsonObject(value)) {
    return {
      problem: unjudged(`the tolerance's target wants an object, the probe returned ${kindOf(value)}`),
    };
  }
  return {
    value: (typeof target === 'string' ? getKey(value, target) : undefined) ?? wholeUnlessNull(value, target),
  };
}

/** A key that is there with null keeps its null. */
function wholeUnlessNull(value: JsonObject, target: Json): Json {
  return typeof target === 'string' && Object.hasOwn(value, target) ? null : value;
}

/** What kind of value it is, in words of a document. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'a boolean';
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'an object' : 'a number';
}
