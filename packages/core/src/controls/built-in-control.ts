import type { Issue } from '../document/issue.js';
import type { Logger } from '../events/logger.js';
import type { ActivityPlace, Configuration, Secrets } from '../providers/provider.js';
import type { Clock } from '../run/ports.js';
import type { Json, JsonObject } from '../values/json.js';
import type { AroundActivity } from './control-desk.js';
import type { ControlDefinition } from './define-control.js';

/** The values that an activity outside the run's steps is called with. */
export interface ControlValues {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
}

/** What a built-in control may ask of the engine. */
export interface ControlServices {
  readonly log: Logger;
  readonly clock: Clock;
  /** Calls the controls that apply to such an activity around it. */
  readonly aroundActivity: AroundActivity;
  /** Runs an activity that is no step of the run: no controls, no entry in the journal. Throws what its provider throws. */
  runActivity(activity: JsonObject, values: ControlValues, signal: AbortSignal): Promise<Json>;
  /** The issues of one activity. */
  checkActivity(activity: Json, signal: AbortSignal): Promise<readonly Issue[]>;
  /** The issues of one tolerance. */
  checkTolerance(tolerance: Json, signal: AbortSignal): Promise<readonly Issue[]>;
  /** Whether `value` is within the tolerance. Throws where it can't be judged. */
  withinTolerance(tolerance: Json, value: Json, values: ControlValues, signal: AbortSignal): Promise<boolean>;
  /** Ends the run as SIGUSR1 does (core.md §13): its status is `interrupted`. */
  interruptRun(): void;
}

/** A control of a Python package that is built in here. */
export interface BuiltInControl {
  /** Problems of the control that can be known before the run; `place` is that of the control. */
  check?(
    control: JsonObject,
    place: ActivityPlace,
    services: ControlServices,
    signal: AbortSignal,
  ): Promise<readonly Issue[]>;
  /** The hooks of one control of one run. */
  create(services: ControlServices): ControlDefinition;
}
