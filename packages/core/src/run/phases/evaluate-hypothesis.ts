import { messageOf } from '@chaoskit/errors';
import { isExitRequested, isInterruptExecution } from '../../activity/activity-outcome.js';
import { type ActivityResult, executeActivity } from '../../activity/execute-activity.js';
import type { HypothesisMoment } from '../../events/run-event.js';
import type { Json } from '../../values/json.js';
import { getKey, isJsonObject } from '../../values/json-object.js';
import { HYPOTHESIS_PROBES } from '../live-document.js';
import type { RunScope } from '../run-scope.js';
import { InterruptedError } from '../stop-desk.js';
import { checkWithinTolerance } from './check-within-tolerance.js';

export interface HypothesisResult {
  readonly state: number;
  readonly met: boolean;
  /** The probe that was not met failed itself. */
  readonly probeFailed: boolean;
  /** The error of a probe that was unexpected. */
  readonly unexpected?: unknown;
}

export interface HypothesisRequest {
  readonly moment: HypothesisMoment;
  readonly signal: AbortSignal;
  readonly latenessMs?: number;
}

interface ProbeVerdict {
  readonly met: boolean;
  readonly failed: boolean;
  readonly unexpected?: unknown;
}

const PATH = ['steady-state-hypothesis'];

/**
 * Evaluates the hypothesis once: its probes in order, up to the first that is not met (core.md §12.2). A probe or tolerance that
 * ends in an unexpected error is not met. Throws where the run is interrupted.
 */
export async function evaluateHypothesis(
  scope: RunScope,
  request: HypothesisRequest,
): Promise<HypothesisResult> {
  const { recorder, live, controls } = scope;
  const { moment, signal } = request;
  const state = scope.nextId();
  const hypothesis = live.at(PATH);
  recorder.announce({
    type: 'phase-started',
    phase: 'hypothesis',
    moment,
    state,
    title: isJsonObject(hypothesis) ? (hypothesis.title ?? null) : null,
    ...(request.latenessMs === undefined ? {} : { latenessMs: request.latenessMs }),
  });
  let ended = false;
  try {
    await controls.before('hypothesis', { path: PATH, signal });
    const result = await checkProbes(scope, request, state);
    ended = true;
    return result;
  } finally {
    await controls.after('hypothesis', {
      path: PATH,
      signal,
      ...(ended ? { state: recorder.fold.state(state) ?? null, target: { state } } : { state: null }),
    });
  }
}

async function checkProbes(
  scope: RunScope,
  request: HypothesisRequest,
  state: number,
): Promise<HypothesisResult> {
  const { recorder, live } = scope;
  for (let index = 0; index < live.list(HYPOTHESIS_PROBES).length; index += 1) {
    const path = [...HYPOTHESIS_PROBES, index];
    const item = live.at(path);
    const verdict = await checkProbe(scope, request, state, path);
    if (verdict.met) continue;
    recorder.record({
      type: 'phase-ended',
      phase: 'hypothesis',
      moment: request.moment,
      state,
      met: false,
      probe: nameOf(item),
      probeFailed: verdict.failed,
    });
    return {
      state,
      met: false,
      probeFailed: verdict.failed,
      ...('unexpected' in verdict ? { unexpected: verdict.unexpected } : {}),
    };
  }
  recorder.record({ type: 'phase-ended', phase: 'hypothesis', moment: request.moment, state, met: true });
  return { state, met: true, probeFailed: false };
}

function nameOf(item: Json | undefined): Json {
  return isJsonObject(item) ? (getKey(item, 'name') ?? getKey(item, 'ref') ?? null) : null;
}

async function checkProbe(
  scope: RunScope,
  request: HypothesisRequest,
  state: number,
  path: readonly (string | number)[],
): Promise<ProbeVerdict> {
  let result: ActivityResult;
  try {
    result = await executeActivity(scope, {
      path,
      into: { state },
      signal: request.signal,
      beside: request.moment === 'during',
    });
  } catch (error) {
    if (endsRun(error)) throw error;
    scope.recorder.logger.error(`  => failed: ${messageOf(error)}`);
    return { met: false, failed: true, unexpected: error };
  }
  if (result.status === 'failed') {
    scope.recorder.record({ type: 'tolerance-checked', id: result.id, met: false });
    return {
      met: false,
      failed: true,
      ...('unexpected' in result ? { unexpected: result.unexpected } : {}),
    };
  }
  return checkWithinTolerance(scope, path, result, request.signal, request.moment === 'during');
}

function endsRun(error: unknown): boolean {
  return error instanceof InterruptedError || isInterruptExecution(error) || isExitRequested(error);
}
