import { applyPatch, keysOf, type PatchOperation } from '../controls/json-patch.js';
import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { floatValue } from '../values/python-number.js';
import { epochOf } from './iso-time.js';
import type {
  ActivityEnded,
  ActivityStarted,
  EventStamp,
  JournalPatched,
  PhaseEnded,
  PhaseStarted,
  RunEvent,
  RunStarted,
  SignalEvent,
  ToleranceChecked,
} from './run-event.js';

type Stamped<T> = T & EventStamp;

/** Builds the journal of one run from its events, one at a time (core.md §16). */
export class JournalFold {
  #started: RunStarted | undefined;
  #experiment: JsonObject = {};
  #start = '';
  #last = '';
  #ended: { readonly at: string; readonly status: string; readonly deviated: boolean } | undefined;
  readonly #lists: { run: Json[]; rollbacks: Json[] } = { run: [], rollbacks: [] };
  readonly #entries = new Map<number, JsonObject>();
  readonly #states = new Map<number, JsonObject>();
  readonly #during: Json[] = [];
  readonly #once: { before: Json; after: Json } = { before: null, after: null };
  readonly #additions: JsonObject = {};
  #interruption: JsonObject | undefined;
  #patched: JsonObject | undefined;

  apply(event: RunEvent): void {
    // What is undone later is no part of the run.
    if (event.type === 'undo-started' || event.type === 'undo-ended') return;
    this.#last = event.at;
    switch (event.type) {
      case 'run-started':
        this.#begin(event);
        return;
      case 'phase-started':
        this.#beginPhase(event);
        return;
      case 'phase-ended':
        this.#endPhase(event);
        return;
      case 'activity-started':
        this.#beginActivity(event);
        return;
      case 'activity-ended':
        this.#endActivity(event);
        return;
      case 'tolerance-checked':
        this.#judge(event);
        return;
      case 'document-patched':
        this.#experiment = patchNested(this.#experiment, event.patch);
        return;
      case 'journal-patched':
        this.#patch(event);
        return;
      case 'signal':
        this.#interrupt(event);
        return;
      case 'run-ended':
      case 'control-called':
      case 'undo-recorded':
      case 'values-patched':
      case 'log':
        return;
    }
  }

  /** The run of an activity; undefined before it started. Belongs to the fold. */
  entry(id: number): JsonObject | undefined {
    return this.#entries.get(id);
  }

  /** A hypothesis evaluation. Belongs to the fold. */
  state(id: number): JsonObject | undefined {
    return this.#states.get(id);
  }

  /** The runs of the method or of the rollbacks. Belongs to the fold. */
  list(name: 'run' | 'rollbacks'): readonly Json[] {
    return this.#lists[name];
  }

  /**
   * The journal so far, its parts shared with the fold. Without the end of the run (its process was killed) the status is
   * `interrupted`, the end is the last event's, and `x-incomplete` is true.
   */
  journal(): JsonObject {
    if (this.#patched !== undefined) return this.#patched;
    const end = this.#ended?.at ?? this.#last;
    const start = this.#start === '' ? this.#last : this.#start;
    return {
      'chaoslib-version': this.#started?.versions.chaoslib ?? '',
      platform: this.#started?.platform ?? '',
      node: this.#started?.node ?? '',
      experiment: this.#experiment,
      start,
      status: this.#ended?.status ?? 'interrupted',
      deviated: this.#ended?.deviated ?? false,
      steady_states: { before: this.#once.before, after: this.#once.after, during: this.#during },
      run: this.#lists.run.map(finished),
      rollbacks: this.#lists.rollbacks.map(finished),
      end,
      duration: floatValue(Math.round((epochOf(end) - epochOf(start)) * 1000) / 1_000_000),
      ...(this.#interruption === undefined ? {} : { interruption: this.#interruption }),
      'x-chaoskit-version': this.#started?.versions.chaoskit ?? '',
      'x-run-id': this.#started?.run ?? '',
      ...this.#additions,
      ...(this.#ended === undefined ? { 'x-incomplete': true } : {}),
    };
  }

  #begin(event: RunStarted): void {
    this.#started = event;
    this.#experiment = { ...event.experiment, dry: event.dry };
  }

  #beginPhase(event: Stamped<PhaseStarted>): void {
    if (event.phase === 'experiment') {
      this.#start = event.at;
      if ('title' in this.#experiment) this.#experiment = { ...this.#experiment, title: event.title };
    } else if (event.phase === 'hypothesis') {
      this.#states.set(event.state, { steady_state_met: null, probes: [] });
    }
  }

  #endPhase(event: Stamped<PhaseEnded>): void {
    if (event.phase === 'experiment') {
      this.#ended = { at: event.at, status: event.status, deviated: event.deviated };
    } else if (event.phase === 'continuous') {
      const { lateness, ...counts } = event.summary;
      this.#additions['x-continuous'] = { ...counts, lateness: { ...lateness } };
    } else if (event.phase === 'hypothesis') {
      const state = this.#states.get(event.state);
      if (state === undefined) return;
      state.steady_state_met = event.met;
      if (event.moment === 'during') this.#during.push(state);
      else this.#once[event.moment] = state;
    }
  }

  #beginActivity(event: Stamped<ActivityStarted>): void {
    const entry: JsonObject = { activity: event.activity, output: null, start: event.at };
    this.#entries.set(event.id, entry);
    if (typeof event.into === 'string') {
      this.#lists[event.into].push(entry);
      return;
    }
    const probes = this.#states.get(event.into.state)?.probes;
    if (Array.isArray(probes)) probes.push(entry);
  }

  #endActivity(event: Stamped<ActivityEnded>): void {
    const entry = this.#entries.get(event.id);
    if (entry === undefined) return;
    entry.output = event.output;
    entry.status = event.status;
    if (event.exception !== undefined) entry.exception = [...event.exception];
    entry.end = event.at;
    entry.duration = floatValue(Math.round(event.durationMs * 1000) / 1_000_000);
    if (event.interrupted === true) entry['x-interrupted'] = true;
    if (event.unexpected === true) entry['x-unexpected'] = true;
  }

  #judge(event: ToleranceChecked): void {
    const entry = this.#entries.get(event.id);
    if (entry === undefined) return;
    entry.tolerance_met = event.met;
    if (event.error !== undefined) entry['x-tolerance-error'] = event.error;
  }

  #patch(event: JournalPatched): void {
    const { target } = event;
    if (target === 'journal') {
      this.#patched = applyPatch(this.journal(), event.patch);
    } else if (target === 'run' || target === 'rollbacks') {
      this.#lists[target] = applyPatch(this.#lists[target], event.patch);
    } else {
      const object =
        'activity' in target ? this.#entries.get(target.activity) : this.#states.get(target.state);
      if (object !== undefined) replaceContent(object, applyPatch(object, event.patch));
    }
  }

  #interrupt(event: SignalEvent): void {
    // The reference names the signals that people send; its own two stand for exit codes and are not told.
    if (event.name !== 'SIGINT' && event.name !== 'SIGTERM') return;
    this.#interruption ??= { kind: 'signal', name: event.name, reason: `received ${event.name}` };
  }
}

/**
 * A run that never ended (a killed process, a task left behind by a hard stop) is told as interrupted. What controls put into the
 * lists besides runs stays as it is (core.md §16).
 */
function finished(entry: Json): Json {
  if (!isJsonObject(entry) || 'status' in entry || 'end' in entry) return entry;
  if (!('activity' in entry && 'start' in entry)) return entry;
  return { ...entry, status: 'failed', 'x-interrupted': true };
}

/** The journal's experiment is a shallow copy made at the start: what hooks do to its top-level keys is not in it (core.md §16). */
function patchNested(experiment: JsonObject, patch: readonly PatchOperation[]): JsonObject {
  return applyPatch(
    experiment,
    patch.filter((operation) => keysOf(operation.path).length > 1),
  );
}

function replaceContent(object: JsonObject, content: JsonObject): void {
  for (const key of Object.keys(object)) delete object[key];
  Object.assign(object, content);
}

/** The journal of a log, whole or cut. */
export function foldJournal(events: Iterable<RunEvent>): JsonObject {
  const fold = new JournalFold();
  for (const event of events) fold.apply(event);
  return fold.journal();
}
