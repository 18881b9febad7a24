import type { PlainJson } from '../values/json.js';

type PlainObject = { [key: string]: PlainJson };

/** What a hook of a control written in TypeScript sees. Everything may be changed in place; the engine takes the changes over. */
export interface ControlContext {
  /** Experiment, hypothesis or activity; null for configure and cleanup. */
  context: PlainJson;
  /** Journal, hypothesis state, run or list of runs; undefined in `before…` hooks. */
  state: PlainJson | undefined;
  readonly experiment: PlainObject;
  readonly configuration: PlainObject;
  /** All groups. */
  readonly secrets: PlainObject;
  readonly settings: PlainJson;
  /** `provider.arguments` of the control. */
  readonly arguments: PlainObject;
  readonly signal: AbortSignal;
}

export type ControlFunction = (context: ControlContext) => void | Promise<void>;

/** The hooks of a control, all optional (core.md §14.1). Throw `InterruptExecutionError` to interrupt the run. */
export interface ControlHooks {
  readonly configure?: ControlFunction;
  readonly cleanup?: ControlFunction;
  readonly beforeLoadingExperiment?: ControlFunction;
  readonly afterLoadingExperiment?: ControlFunction;
  readonly beforeExperiment?: ControlFunction;
  readonly afterExperiment?: ControlFunction;
  readonly beforeHypothesis?: ControlFunction;
  readonly afterHypothesis?: ControlFunction;
  readonly beforeMethod?: ControlFunction;
  readonly afterMethod?: ControlFunction;
  readonly beforeRollback?: ControlFunction;
  readonly afterRollback?: ControlFunction;
  readonly beforeActivity?: ControlFunction;
  readonly afterActivity?: ControlFunction;
}

/** A control written in TypeScript. */
export interface ControlDefinition {
  readonly kind: 'control';
  readonly hooks: ControlHooks;
}

/** Defines a control; a user's module exports it, a built-in one is registered under the name that experiments use. */
export function defineControl(hooks: ControlHooks): ControlDefinition {
  return { kind: 'control', hooks };
}

export function isControlDefinition(value: unknown): value is ControlDefinition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'control' &&
    'hooks' in value
  );
}
