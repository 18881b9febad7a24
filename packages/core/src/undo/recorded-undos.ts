import type { RunEvent, RunTarget, UndoRecorded } from '../events/run-event.js';
import type { JsonObject } from '../values/json.js';
import { pyStr } from '../values/py-text.js';

/** A change of a run that has not been taken back. */
export interface PendingUndo extends Omit<UndoRecorded, 'type' | 'id'> {
  /** `seq` of its `undo-recorded`. */
  readonly seq: number;
  /** Name of the activity that made the change. */
  readonly activity: string;
}

/** What a run's log says of its changes. */
export interface RecordedUndos {
  /** The experiment, without secret values. */
  readonly experiment: JsonObject;
  /** The clusters that the run touched. */
  readonly targets: readonly RunTarget[];
  /** In the order in which they are taken back: the last change first. */
  readonly pending: readonly PendingUndo[];
  /** Number of the log's last event. */
  readonly lastSeq: number;
}

/**
 * Reads what is left to undo from a run's events. What its rollbacks changed stays: they put back, and to take that back would change the
 * system once more. Undefined for a log that does not begin with the run.
 */
export function recordedUndos(events: Iterable<RunEvent>): RecordedUndos | undefined {
  const pending = new Map<number, PendingUndo>();
  const names = new Map<number, string>();
  let begin: Pick<RecordedUndos, 'experiment' | 'targets'> | undefined;
  let lastSeq = 0;
  for (const event of events) {
    lastSeq = event.seq;
    if (event.type === 'run-started') begin = { experiment: event.experiment, targets: event.targets };
    else if (event.type === 'activity-started') {
      if (event.into !== 'rollbacks') names.set(event.id, pyStr(event.activity.name ?? null));
    } else if (event.type === 'undo-recorded') {
      const { type: _type, id, v: _v, at: _at, mono: _mono, ...undo } = event;
      const activity = names.get(id);
      if (activity !== undefined) pending.set(event.seq, { ...undo, activity });
    } else if (event.type === 'undo-ended' && event.status === 'succeeded') pending.delete(event.of);
  }
  return begin === undefined ? undefined : { ...begin, pending: [...pending.values()].reverse(), lastSeq };
}
