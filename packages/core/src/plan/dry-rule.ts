import type { DryMode } from '../events/run-event.js';
import type { Json } from '../values/json.js';

/** What a dry run leaves out of one activity. */
export interface DryRule {
  /** The activity itself is not run; its output is null. */
  readonly skip: boolean;
  /** Its pauses are not made. */
  readonly skipPauses: boolean;
}

const MODES: readonly string[] = ['actions', 'probes', 'activities', 'pause'] satisfies DryMode[];

export function isDryMode(value: Json | undefined): value is DryMode {
  return typeof value === 'string' && MODES.includes(value);
}

/**
 * The dry rule of one activity (core.md §11.2). Its own `dry`, one of the four modes or a boolean, may leave out more than the
 * run's mode does, never less; `true` leaves the activity out.
 */
export function dryRule(type: 'probe' | 'action', mode: DryMode | null, own: Json | undefined): DryRule {
  const ownMode = isDryMode(own) ? own : null;
  const skip = own === true || covers(mode, type) || covers(ownMode, type);
  return { skip, skipPauses: skip || mode === 'pause' || ownMode === 'pause' };
}

function covers(mode: DryMode | null, type: 'probe' | 'action'): boolean {
  return mode === 'activities' || mode === `${type}s`;
}
