import type { Json } from '@chaoskit/core';

/** The events that channels are told of (core.md §17). */
export type NotificationName =
  | 'run-started'
  | 'run-completed'
  | 'run-failed'
  | 'run-deviated'
  | 'validate-started'
  | 'validate-completed'
  | 'validate-failed'
  | 'discovery-started'
  | 'discovery-completed'
  | 'discovery-failed'
  | 'init-started'
  | 'init-completed';

/** What a channel gets. */
export interface Notification {
  readonly name: NotificationName;
  readonly payload: Json;
  readonly phase: 'run' | 'validate' | 'discovery' | 'init';
  /** Seconds since the epoch. */
  readonly ts: number;
  /** Text of the error of a `…-failed` event. */
  readonly error?: string;
}

/** The phase that an event belongs to. */
export function phaseOf(name: NotificationName): Notification['phase'] {
  return name.slice(0, name.indexOf('-')) as Notification['phase'];
}

/** True where a channel's `events` lets the event pass; the documented `discover-…` counts as `discovery-…` (core.md Q-39). */
export function wants(events: Json | undefined, name: NotificationName): boolean {
  if (!Array.isArray(events) || events.length === 0) return true;
  return events.some((wanted) => wanted === name || wanted === name.replace('discovery-', 'discover-'));
}
