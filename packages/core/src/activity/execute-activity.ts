import { type JsonPath, sameJson } from '../controls/json-patch.js';
import type { ActivityStarted } from '../events/run-event.js';
import { type ActivityPlan, planActivity } from '../plan/plan-activity.js';
import type { UndoRecord } from '../providers/provider.js';
import { InterruptedError } from '../run/stop-desk.js';
import type { Json, JsonObject } from '../values/json.js';
import { type ActivityOutcome, outcomeOfError } from './activity-outcome.js';
import type { ActivityScope } from './activity-scope.js';
import { callProvider } from './call-provider.js';

export interface ActivityRequest {
  /** Path of the item in its list; may be a `ref`. */
  readonly path: JsonPath;
  readonly into: ActivityStarted['into'];
  /** Aborted when the phase has to end. */
  readonly signal: AbortSignal;
  /** Runs beside other activities. */
  readonly beside: boolean;
}

export interface ActivityResult {
  readonly id: number;
  readonly status: 'succeeded' | 'failed';
  readonly output: Json;
  /** The activity was left out by a dry mode. */
  readonly skipped: boolean;
  /** The error that is no failure of the activity but of the experiment (core.md §11.3). */
  readonly unexpected?: unknown;
}

/**
 * Runs one activity (core.md §11.1): controls, pause, provider, pause, controls. Throws where the run is interrupted or asked to
 * end, where the activity can't be found or planned, and where the event log can't be written; everything else is in the result.
 */
export async function executeActivity(
  scope: ActivityScope,
  request: ActivityRequest,
): Promise<ActivityResult> {
  const place = scope.live.track(scope.live.resolve(request.path));
  let id: number | undefined;
  const started = (newId: number): void => {
    id = newId;
  };
  let ended: Ended | undefined;
  try {
    try {
      await scope.controls.before('activity', { path: place.path, signal: request.signal });
      const plan = planActivity(scope.live.at(place.path), { ...valuesOf(scope), dry: scope.dry });
      const result = await play(scope, plan, request, started);
      const { status, output } = scope.recorder.fold.entry(result.id) ?? {};
      ended = { result, status, output };
    } finally {
      await scope.controls.after('activity', {
        path: place.path,
        signal: request.signal,
        ...(id === undefined
          ? { state: null }
          : { state: scope.recorder.fold.entry(id) ?? null, target: { activity: id } }),
      });
    }
    return afterControls(ended, scope.recorder.fold.entry(ended.result.id));
  } finally {
    place.release();
  }
}

/** An activity that has ended, and what was recorded of it. */
interface Ended {
  readonly result: ActivityResult;
  readonly status: Json | undefined;
  readonly output: Json | undefined;
}

/** Controls may change the status and the output of an activity after it; what they made of it counts (core.md §14.1). */
function afterControls({ result, status, output }: Ended, entry: JsonObject | undefined): ActivityResult {
  if (entry === undefined) return result;
  const changed = entry.status !== status && (entry.status === 'failed' || entry.status === 'succeeded');
  return {
    ...result,
    ...(changed ? { status: entry.status === 'failed' ? 'failed' : 'succeeded' } : {}),
    // The record's own copy may have its secrets hidden, so it only counts where a control changed it.
    ...(sameJson(entry.output, output) ? {} : { output: entry.output ?? null }),
  };
}

function valuesOf(scope: ActivityScope): Pick<ActivityScope['live'], 'configuration' | 'secrets'> {
  return { configuration: scope.live.configuration, secrets: scope.live.secrets };
}

async function play(
  scope: ActivityScope,
  plan: ActivityPlan,
  request: ActivityRequest,
  started: (id: number) => void,
): Promise<ActivityResult> {
  const { recorder, clock } = scope;
  const { before, after } = plan.pauses;
  if (before !== undefined) {
    recorder.logger.info(`Pausing before next activity for ${before.text}s...`);
    // A dry mode says the pause and leaves it out (core.md §11.1).
    if (!plan.dry.skipPauses) await clock.sleep(before.ms, request.signal);
  }
  request.signal.throwIfAborted();
  const id = scope.nextId();
  recorder.announce({
    type: 'activity-started',
    id,
    into: request.into,
    activity: plan.activity,
    background: request.beside,
    dry: plan.dry.skip,
  });
  started(id);
  scope.controls.handlers.call('start_activity', () => ({ activity: plan.activity }));
  const outcome = await callAndRecord(scope, plan, request, id);
  scope.controls.handlers.call('activity_completed', () => ({
    activity: plan.activity,
    run: recorder.fold.entry(id) ?? null,
  }));
  if (outcome.kind === 'interrupts') throw outcome.cause;
  if (outcome.kind === 'interrupted') throw new InterruptedError('the activity was interrupted');
  if (after !== undefined) {
    recorder.logger.info(`Pausing after activity for ${after.text}s...`);
    if (!plan.dry.skipPauses) await clock.sleep(after.ms, request.signal);
  }
  return {
    id,
    status: outcome.kind === 'succeeded' ? 'succeeded' : 'failed',
    output: outcome.kind === 'succeeded' ? outcome.output : null,
    skipped: plan.dry.skip,
    ...(outcome.kind === 'unexpected' ? { unexpected: outcome.cause } : {}),
  };
}

async function callAndRecord(
  scope: ActivityScope,
  plan: ActivityPlan,
  request: ActivityRequest,
  id: number,
): Promise<ActivityOutcome> {
  const { recorder, clock } = scope;
  const begin = clock.mono();
  const outcome = plan.dry.skip
    ? ({ kind: 'succeeded', output: null } as const)
    : await call(scope, plan, request, id);
  const base = { type: 'activity-ended', id, durationMs: clock.mono() - begin } as const;
  switch (outcome.kind) {
    case 'succeeded':
      recorder.record({ ...base, status: 'succeeded', output: outcome.output });
      break;
    case 'failed':
    case 'unexpected':
      recorder.record({
        ...base,
        status: 'failed',
        output: null,
        error: outcome.error,
        exception: outcome.exception,
        ...(outcome.kind === 'unexpected' ? { unexpected: true } : {}),
      });
      break;
    case 'interrupts':
    case 'interrupted':
      recorder.record({ ...base, status: 'failed', output: null, interrupted: true });
      break;
  }
  return outcome;
}

async function call(
  scope: ActivityScope,
  plan: ActivityPlan,
  request: ActivityRequest,
  id: number,
): Promise<ActivityOutcome> {
  const recordUndo = async (record: UndoRecord): Promise<void> => {
    scope.recorder.announce({ type: 'undo-recorded', id, ...record });
  };
  try {
    const output = await callProvider(scope, {
      plan,
      signal: request.signal,
      background: request.beside,
      recordUndo,
    });
    return { kind: 'succeeded', output };
  } catch (error) {
    return outcomeOfError(error, request.signal.aborted);
  }
}
