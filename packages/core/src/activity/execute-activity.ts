import type { JsonPath } from '../controls/json-patch.js';
import type { ActivityStarted } from '../events/run-event.js';
import { type ActivityPlan, planActivity } from '../plan/plan-activity.js';
import type { UndoRecord } from '../providers/provider.js';
import { InterruptedError } from '../run/stop-desk.js';
import type { Json } from '../values/json.js';
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
  try {
    try {
      await scope.controls.before('activity', { path: place.path, signal: request.signal });
      const plan = planActivity(scope.live.at(place.path), { ...valuesOf(scope), dry: scope.dry });
      return await play(scope, plan, request, started);
    } finally {
      await scope.controls.after('activity', {
        path: place.path,
        signal: request.signal,
        ...(id === undefined
          ? { state: null }
          : { state: scope.recorder.fold.entry(id) ?? null, target: { activity: id } }),
      });
    }
  } finally {
    place.release();
  }
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
