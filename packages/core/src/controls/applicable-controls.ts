import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';

/** Where hooks are called. */
export type ControlLevel =
  | 'loading_experiment'
  | 'experiment'
  | 'hypothesis'
  | 'method'
  | 'rollback'
  | 'activity';

export interface ControlLists {
  /** Of settings and `--control-file`. */
  readonly globals: readonly JsonObject[];
  /** `controls` of the experiment. */
  readonly top: readonly JsonObject[];
  /** `controls` of the hypothesis or activity. */
  readonly local: readonly JsonObject[];
}

/**
 * Which controls apply at a level, in order: global ones, the experiment's automatic ones, then the context's own, each once, an
 * own one in place of the experiment's of the same name (core.md §14.2; the documented intent, Q-16). A `ref` stands for the
 * experiment's control of that name.
 */
export function applicableControls(level: ControlLevel, lists: ControlLists): JsonObject[] {
  if (level === 'loading_experiment') return [...lists.globals];
  if (level === 'experiment') return [...lists.globals, ...lists.top];
  const own = level === 'hypothesis' || level === 'activity' ? resolveRefs(lists) : [];
  const names = new Set(own.map((control) => control.name));
  const automatic = lists.top.filter(
    (control) => control.automatic !== false && !(control.name !== undefined && names.has(control.name)),
  );
  return [...lists.globals, ...automatic, ...own];
}

function resolveRefs({ top, local }: ControlLists): JsonObject[] {
  return local.flatMap((control) => {
    if (control.ref === undefined) return [control];
    const named = top.find((candidate) => candidate.name === control.ref);
    return named === undefined ? [] : [named];
  });
}

/** `scope` limits a control to its before or its after hooks. */
export function inScope(control: JsonObject, moment: 'before' | 'after'): boolean {
  return control.scope === undefined || control.scope === null || control.scope === moment;
}

/** The control items of a list; anything else is left out. */
export function controlItems(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
