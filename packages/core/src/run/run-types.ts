import type { AroundActivity } from '../controls/control-desk.js';
import type { ControlHost } from '../controls/control-host.js';
import type { LogFile } from '../events/event-log.js';
import type { Logger } from '../events/logger.js';
import type {
  DryMode,
  HypothesisStrategy,
  JournalStatus,
  RollbackStrategy,
  RunTarget,
} from '../events/run-event.js';
import type { EventSink } from '../events/run-recorder.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import type { ProviderRegistry } from '../providers/provider-registry.js';
import type { Json, JsonObject } from '../values/json.js';
import type { Clock, SignalSource } from './ports.js';

/** How one experiment is to be run. */
export interface RunOptions {
  /** Name of the run: of its folder under `.chaos/runs`. */
  readonly runId: string;
  /** The declared configuration and secrets, resolved; probes among them (core.md §5.2) are still to be run. */
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** As `resolveStrategies` answers them. */
  readonly strategies: { readonly hypothesis: HypothesisStrategy; readonly rollbacks: RollbackStrategy };
  /** From the command line; wins over `dry` of the file. */
  readonly dry?: DryMode;
  /** Period of the continuous hypothesis, in milliseconds. @default 1000 */
  readonly frequencyMs?: number;
  /** End the method once the continuous hypothesis is not met. @default false */
  readonly failFast?: boolean;
  /** Percentage of unmet iterations from which `failFast` applies. @default 0 */
  readonly failFastRatio?: number;
  /** Status when the hypothesis is not met before the method though its probes ran; the reference says `completed`. @default 'failed' */
  readonly gateNotMet?: 'failed' | 'completed';
  /** Count an unmet iteration of the continuous hypothesis as a deviation. @default false */
  readonly deviateDuring?: boolean;
  /** Content of the settings file; handed to controls. @default null */
  readonly settings?: Json;
  /** Controls of settings and `--control-file`, names filled in, in order. */
  readonly globalControls?: readonly JsonObject[];
  /** The clusters that the plan touches (`collectTargets`). */
  readonly targets?: readonly RunTarget[];
  /** Time for the rollbacks of an interrupted run, in milliseconds. @default 300_000 */
  readonly rollbackBudgetMs?: number;
  /** How long an activity may take to end after it was told to, in milliseconds. @default 5000 */
  readonly cancelGraceMs?: number;
  /** Longest time of one control hook, in milliseconds; a signal cuts it earlier. @default 1_800_000 */
  readonly hookTimeoutMs?: number;
  readonly identity: RunIdentity;
}

/** What the journal says about the machine and the program. */
export interface RunIdentity {
  /** Version of the `chaoslib` whose journal this is: plain semver, >= 1.x (core.md §28.8). */
  readonly chaoslibVersion: string;
  /** Our own version: `x-chaoskit-version`. */
  readonly chaoskitVersion: string;
  /** E.g. `Linux-6.1.0-x86_64-with-glibc2.36`. */
  readonly platform: string;
  /** Host name. */
  readonly node: string;
}

/** The world that a run needs. */
export interface RunDeps {
  readonly clock: Clock;
  readonly signals: SignalSource;
  /** `events.jsonl` of the run; written before each effect. */
  readonly logFile: LogFile;
  readonly sinks: readonly EventSink[];
  readonly providers: ProviderRegistry;
  readonly controlHosts: readonly ControlHost[];
  /** Given the run's own log at the start: what speaks outside of calls (a language's worker) then speaks into the run's events. */
  readonly onLog?: (log: Logger) => void;
  /** Given what calls the controls around activities that are no steps of the run. */
  readonly onControls?: (around: AroundActivity) => void;
}

export interface RunOutcome {
  readonly runId: string;
  readonly status: JournalStatus;
  readonly deviated: boolean;
  /** What a control's hook after the experiment asked to exit with; 0 where none did. */
  readonly exitCode: number;
  /** The fold of the run's events, in the reference's shape; write it with `journalText`. */
  readonly journal: JsonObject;
  /** True where a second signal ended the run at once: the caller leaves the process without waiting for anything. */
  readonly endedAtOnce: boolean;
  /** What went wrong with the event log or a sink, one line each. */
  readonly troubles: readonly string[];
}
