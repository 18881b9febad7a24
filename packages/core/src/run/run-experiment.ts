import { ControlDesk } from '../controls/control-desk.js';
import type { ParsedDocument } from '../document/parsed-document.js';
import type { DryMode } from '../events/run-event.js';
import { RunRecorder } from '../events/run-recorder.js';
import { isDryMode } from '../plan/dry-rule.js';
import { isJsonObject } from '../values/json-object.js';
import { LiveDocument } from './live-document.js';
import { playExperiment } from './play-experiment.js';
import type { RunScope } from './run-scope.js';
import type { RunDeps, RunOptions, RunOutcome } from './run-types.js';
import { isStatus, RunVerdict } from './run-verdict.js';
import { StopDesk } from './stop-desk.js';

const DEFAULT_CANCEL_GRACE_MS = 5000;
const DEFAULT_HOOK_TIMEOUT_MS = 1_800_000;
/** After SIGUSR2 nothing is awaited for longer (core.md §13). */
const UNGRACEFUL_GRACE_MS = 200;

/**
 * Runs an experiment and answers its journal. Never rejects and never hangs: what goes wrong is in the journal's status, a signal
 * ends whatever is on (core.md §11-15).
 */
export async function runExperiment(
  document: ParsedDocument,
  options: RunOptions,
  deps: RunDeps,
): Promise<RunOutcome> {
  const experiment = isJsonObject(document.value) ? document.value : {};
  const recorder = new RunRecorder(deps.logFile, deps.clock, deps.sinks, options.secrets);
  deps.onLog?.(recorder.logger);
  const stops = new StopDesk(recorder);
  const live = new LiveDocument(experiment, options.configuration, options.secrets);
  const cancelGraceMs = options.cancelGraceMs ?? DEFAULT_CANCEL_GRACE_MS;
  const controls = new ControlDesk({
    hosts: deps.controlHosts,
    globals: options.globalControls ?? [],
    settings: options.settings ?? null,
    live,
    recorder,
    stops,
    clock: deps.clock,
    cancelGraceMs,
    hookTimeoutMs: options.hookTimeoutMs ?? DEFAULT_HOOK_TIMEOUT_MS,
  });
  deps.onControls?.(controls.aroundActivity);
  let ids = 0;
  const scope: RunScope = {
    options,
    clock: deps.clock,
    providers: deps.providers,
    recorder,
    live,
    controls,
    stops,
    verdict: new RunVerdict(),
    dry: dryOf(options, experiment.dry),
    get cancelGraceMs() {
      return stops.ungraceful ? UNGRACEFUL_GRACE_MS : cancelGraceMs;
    },
    nextId: () => {
      ids += 1;
      return ids;
    },
  };
  const endListening = stops.listen(deps.signals);
  try {
    await playExperiment(scope, document.source);
  } finally {
    endListening();
  }
  return outcomeOf(scope);
}

/** The command line wins; a mode that the file asks for itself is honoured. */
function dryOf(options: RunOptions, own: unknown): DryMode | null {
  if (options.dry !== undefined) return options.dry;
  return typeof own === 'string' && isDryMode(own) ? own : null;
}

function outcomeOf(scope: RunScope): RunOutcome {
  const journal = scope.recorder.fold.journal();
  const { status } = journal;
  return {
    runId: scope.options.runId,
    // A control may have changed the journal, its status too.
    status: isStatus(status) ? status : 'completed',
    deviated: journal.deviated === true,
    exitCode: scope.verdict.exitCode,
    journal,
    endedAtOnce: scope.stops.hard.aborted || scope.stops.ungraceful,
    troubles: scope.recorder.troubles,
  };
}

/** The exit code of a run: what a control asked for after its end, else 0 where it completed and did not deviate (core.md §1, step 15). */
export function exitCodeFor(outcome: Pick<RunOutcome, 'status' | 'deviated' | 'exitCode'>): number {
  if (outcome.exitCode !== 0) return outcome.exitCode;
  return outcome.status === 'completed' && !outcome.deviated ? 0 : 1;
}
