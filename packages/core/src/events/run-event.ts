import type { PatchOperation } from '../controls/json-patch.js';
import type { Json, JsonObject } from '../values/json.js';
import type { LogLevel } from './logger.js';

/** Version of the event log's format; a reader refuses a higher one. */
export const EVENT_LOG_VERSION = 1;

/** What every event carries. */
export interface EventStamp {
  readonly v: number;
  /** Counts from 1, without gaps. */
  readonly seq: number;
  /** UTC with microseconds: `2026-01-31T10:00:00.123456+00:00`. */
  readonly at: string;
  /** Milliseconds on a clock that never goes back; only differences mean something. */
  readonly mono: number;
}

export type HypothesisStrategy =
  | 'default'
  | 'before-method-only'
  | 'after-method-only'
  | 'during-method-only'
  | 'continuously'
  | 'skip';
export type RollbackStrategy = 'default' | 'always' | 'never' | 'deviated';
export type DryMode = 'actions' | 'probes' | 'activities' | 'pause';
export type JournalStatus = 'completed' | 'failed' | 'aborted' | 'interrupted';

/** A cluster that the run will touch. */
export interface RunTarget {
  readonly context: string;
  readonly server: string;
}

export interface RunStarted {
  readonly type: 'run-started';
  /** The run's id. */
  readonly run: string;
  readonly source: string;
  readonly experiment: JsonObject;
  readonly dry: DryMode | null;
  readonly strategies: { readonly hypothesis: HypothesisStrategy; readonly rollbacks: RollbackStrategy };
  /** `chaoslib`: the version whose journal this is (plain semver, >= 1.x); `chaoskit`: our own. */
  readonly versions: { readonly chaoslib: string; readonly chaoskit: string };
  readonly platform: string;
  readonly node: string;
  readonly targets: readonly RunTarget[];
}

/** Where in the journal the runs of a phase go. */
export type HypothesisMoment = 'before' | 'during' | 'after';

export type PhaseStarted =
  | { readonly type: 'phase-started'; readonly phase: 'experiment'; readonly title: Json }
  | { readonly type: 'phase-started'; readonly phase: 'method' | 'rollbacks' }
  | { readonly type: 'phase-started'; readonly phase: 'continuous'; readonly frequencyMs: number }
  | {
      readonly type: 'phase-started';
      readonly phase: 'hypothesis';
      readonly moment: HypothesisMoment;
      /** Id of the evaluation; `activity-started` and patches refer to it. */
      readonly state: number;
      readonly title: Json;
      /** Of the continuous hypothesis: how long after its deadline the iteration began. */
      readonly latenessMs?: number;
    };

/** What the continuous hypothesis did; `x-continuous` of the journal. Durations in seconds, as in the rest of the journal. */
export interface ContinuousSummary {
  readonly frequency: number;
  readonly iterations: number;
  readonly failures: number;
  readonly missed: number;
  readonly lateness: { readonly mean: number; readonly max: number };
}

export type PhaseEnded =
  | {
      readonly type: 'phase-ended';
      readonly phase: 'experiment';
      readonly status: JournalStatus;
      readonly deviated: boolean;
    }
  | { readonly type: 'phase-ended'; readonly phase: 'method' | 'rollbacks' }
  | { readonly type: 'phase-ended'; readonly phase: 'continuous'; readonly summary: ContinuousSummary }
  | {
      readonly type: 'phase-ended';
      readonly phase: 'hypothesis';
      readonly moment: HypothesisMoment;
      readonly state: number;
      readonly met: boolean;
      /** Name of the probe that was not met, and whether it failed itself. */
      readonly probe?: Json;
      readonly probeFailed?: boolean;
    };

export interface ActivityStarted {
  readonly type: 'activity-started';
  /** Id of this one execution. */
  readonly id: number;
  /** The list of the journal it is written to, or the hypothesis evaluation it belongs to. */
  readonly into: 'run' | 'rollbacks' | { readonly state: number };
  /** The resolved activity, as it stands after its before-controls. */
  readonly activity: JsonObject;
  readonly background: boolean;
  readonly dry: boolean;
}

/** How an activity ended. `failed` with `interrupted` or `unexpected`: the reference writes no status there (core.md Q-40). */
export interface ActivityEnded {
  readonly type: 'activity-ended';
  readonly id: number;
  readonly status: 'succeeded' | 'failed';
  readonly output: Json;
  readonly durationMs: number;
  /** Why it failed, in one line. */
  readonly error?: string;
  /** Traceback lines as the reference writes them, the last one included. */
  readonly exception?: readonly string[];
  readonly interrupted?: true;
  readonly unexpected?: true;
}

export interface ToleranceChecked {
  readonly type: 'tolerance-checked';
  readonly id: number;
  readonly met: boolean;
  /** Why it is not met, where the tolerance can say more. */
  readonly message?: string;
  /** The tolerance could not be judged (core.md Q-07). */
  readonly error?: string;
}

/** How the change that an activity is about to make can be undone; on disk before the change. */
export interface UndoRecorded {
  readonly type: 'undo-recorded';
  readonly id: number;
  readonly definition: string;
  /** References instead of secret values; absent where the state before could not be read. */
  readonly arguments?: JsonObject;
  /** The `provider.secrets` the undo needs. */
  readonly secrets?: readonly string[];
}

/** A recorded undo is about to be played, after the run (`chaos undo`). */
export interface UndoStarted {
  readonly type: 'undo-started';
  /** `seq` of the `undo-recorded`. */
  readonly of: number;
  readonly definition: string;
  /** Name of the activity whose change it takes back. */
  readonly activity: string;
}

/** How an undo ended; one that failed can be played again. */
export interface UndoEnded {
  readonly type: 'undo-ended';
  readonly of: number;
  readonly status: 'succeeded' | 'failed';
  /** Why it failed, in one line. */
  readonly error?: string;
}

export interface ControlCalled {
  readonly type: 'control-called';
  readonly control: string;
  readonly hook: string;
  /** The activity around which it is called. */
  readonly name?: string;
}

/** A hook changed the experiment. */
export interface DocumentPatched {
  readonly type: 'document-patched';
  readonly by: string;
  readonly patch: readonly PatchOperation[];
}

/** A hook changed the configuration or the secrets; secret values are references here. */
export interface ValuesPatched {
  readonly type: 'values-patched';
  readonly by: string;
  readonly of: 'configuration' | 'secrets';
  readonly patch: readonly PatchOperation[];
}

/** What a `journal-patched` event patches: the journal, one of its lists, one run, or one hypothesis evaluation. */
export type PatchTarget =
  | 'journal'
  | 'run'
  | 'rollbacks'
  | { readonly activity: number }
  | { readonly state: number };

/** A hook changed its state. */
export interface JournalPatched {
  readonly type: 'journal-patched';
  readonly by: string;
  readonly target: PatchTarget;
  readonly patch: readonly PatchOperation[];
}

/** Something to tell that has no type of its own. */
export interface LogEvent {
  readonly type: 'log';
  readonly level: LogLevel;
  readonly message: string;
}

/** The names of the signals that a run listens to (core.md §13). */
export type SignalName = 'SIGINT' | 'SIGTERM' | 'SIGUSR1' | 'SIGUSR2';

/** The run was told to end, by a signal or by an exit code that an activity or control asked for. */
export interface SignalEvent {
  readonly type: 'signal';
  readonly name: SignalName | null;
  /** The exit code it stands for; null for SIGINT and SIGTERM. */
  readonly exitCode: number | null;
  /** True for the one that ends the run at once. */
  readonly last: boolean;
}

export interface RunEnded {
  readonly type: 'run-ended';
  readonly status: JournalStatus;
  readonly deviated: boolean;
}

export type RunEventBody =
  | RunStarted
  | PhaseStarted
  | PhaseEnded
  | ActivityStarted
  | ActivityEnded
  | ToleranceChecked
  | UndoRecorded
  | UndoStarted
  | UndoEnded
  | ControlCalled
  | DocumentPatched
  | ValuesPatched
  | JournalPatched
  | LogEvent
  | SignalEvent
  | RunEnded;

/** One line of the event log. */
export type RunEvent = RunEventBody & EventStamp;
