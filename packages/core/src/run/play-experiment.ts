import { messageOf } from '@chaoskit/errors';
import { isExitRequested } from '../activity/activity-outcome.js';
import type { HypothesisMoment, RunEventBody } from '../events/run-event.js';
import { hypothesisMoments } from '../plan/hypothesis-moments.js';
import { substitute } from '../values/substitute.js';
import { HYPOTHESIS_PROBES } from './live-document.js';
import { startContinuousHypothesis } from './phases/continuous-hypothesis.js';
import { evaluateHypothesis } from './phases/evaluate-hypothesis.js';
import { loadDynamicConfiguration } from './phases/load-dynamic-configuration.js';
import { runMethod, takeError } from './phases/run-method.js';
import { runRollbacks } from './phases/run-rollbacks.js';
import type { RunScope } from './run-scope.js';
import { isStatus } from './run-verdict.js';

/** Plays all phases of a run in their order (core.md §12.1). Never rejects. */
export async function playExperiment(scope: RunScope, source: string): Promise<void> {
  const { recorder, live, stops, verdict, controls } = scope;
  const signal = stops.beginPhase();
  let begun = false;
  try {
    begin(scope, source);
    begun = true;
    await loadDynamicConfiguration(scope, signal);
    if ('title' in live.experiment) {
      const title = live.experiment.title ?? null;
      live.set('title', substitute(title, live.configuration, live.secrets));
    }
    recorder.announce({ type: 'phase-started', phase: 'experiment', title: live.experiment.title ?? null });
    warnOfDryMode(scope);
    await controls.configure(signal);
    controls.handlers.call('running', () => ({
      experiment: live.experiment,
      journal: recorder.fold.journal(),
      configuration: live.configuration,
      secrets: live.secrets,
      schedule: { continuous_hypothesis_frequency: (scope.options.frequencyMs ?? 1000) / 1000 },
      settings: scope.options.settings ?? null,
    }));
    const moments = momentsOf(scope);
    await controls.before('experiment', { path: [], signal });
    await playPhases(scope, signal, moments);
  } catch (error) {
    takeError(scope, error);
  }
  if (signal.aborted) verdict.interrupted();
  if (stops.interrupted) tellInterruption(scope);
  if (begun) await runRollbacks(scope);
  await finish(scope);
}

/** Announces the run. Where the log can't take it nothing is begun, but the journal still tells what was to be run. */
function begin(scope: RunScope, source: string): void {
  const event = runStarted(scope, source);
  try {
    scope.recorder.announce(event);
  } catch (error) {
    scope.recorder.record(event);
    throw error;
  }
}

function runStarted(scope: RunScope, source: string): RunEventBody {
  const { options, live } = scope;
  const { identity } = options;
  return {
    type: 'run-started',
    run: options.runId,
    source,
    experiment: live.experiment,
    dry: scope.dry,
    strategies: options.strategies,
    versions: { chaoslib: identity.chaoslibVersion, chaoskit: identity.chaoskitVersion },
    platform: identity.platform,
    node: identity.node,
    targets: options.targets ?? [],
  };
}

function warnOfDryMode(scope: RunScope): void {
  if (scope.dry === null) return;
  const own = scope.options.dry === undefined ? ', as the experiment asks for itself' : '';
  scope.recorder.logger.warning(`Running experiment with dry ${scope.dry}${own}`);
}

/** When the hypothesis is evaluated; says in the log what the strategies are. */
function momentsOf(scope: RunScope): readonly HypothesisMoment[] {
  const { strategies } = scope.options;
  const { logger } = scope.recorder;
  const name = strategies.hypothesis === 'continuously' ? 'continuous' : strategies.hypothesis;
  logger.info(`Steady-state strategy: ${name}`);
  logger.info(`Rollbacks strategy: ${strategies.rollbacks}`);
  if (strategies.hypothesis === 'skip') {
    logger.info('Skipping Steady-State Hypothesis as requested');
    return [];
  }
  if (scope.live.list(HYPOTHESIS_PROBES).length === 0) {
    logger.info("No steady state hypothesis defined. That's ok, just exploring.");
    return [];
  }
  return hypothesisMoments(strategies.hypothesis);
}

async function playPhases(
  scope: RunScope,
  signal: AbortSignal,
  moments: readonly HypothesisMoment[],
): Promise<void> {
  const { verdict, options } = scope;
  if (moments.includes('before')) {
    const gate = await evaluateAt(scope, 'before', signal);
    if (!gate.met) {
      verdict.gateNotMet(gate.probeFailed, options.gateNotMet ?? 'failed');
      return;
    }
  }
  const continuous = moments.includes('during') ? startContinuousHypothesis(scope, signal) : undefined;
  try {
    await runMethod(scope, signal);
  } finally {
    await continuous?.stop();
  }
  if (!moments.includes('after') || !verdict.goesOn || signal.aborted) return;
  const after = await evaluateAt(scope, 'after', signal);
  if (!after.met) verdict.notMetAfter(after.probeFailed);
}

async function evaluateAt(
  scope: RunScope,
  moment: 'before' | 'after',
  signal: AbortSignal,
): Promise<{ readonly met: boolean; readonly probeFailed: boolean }> {
  const { controls, live, recorder } = scope;
  controls.handlers.call(`start_hypothesis_${moment}`, () => ({ experiment: live.experiment }));
  const result = await evaluateHypothesis(scope, { moment, signal });
  controls.handlers.call(`hypothesis_${moment}_completed`, () => ({
    experiment: live.experiment,
    state: recorder.fold.state(result.state) ?? null,
    journal: recorder.fold.journal(),
  }));
  return result;
}

function tellInterruption(scope: RunScope): void {
  const { handlers } = scope.controls;
  if (scope.stops.exited) {
    handlers.call('signal_exit');
    return;
  }
  handlers.call('interrupted', () => ({
    experiment: scope.live.experiment,
    journal: scope.recorder.fold.journal(),
  }));
}

/** The end of the run: the status is settled, the last hooks are called, whatever they do (core.md §12.1, steps 13-15). */
async function finish(scope: RunScope): Promise<void> {
  const { recorder, verdict, controls, stops } = scope;
  recorder.record({
    type: 'phase-ended',
    phase: 'experiment',
    status: verdict.status,
    deviated: verdict.deviated,
  });
  const signal = stops.beginPhase();
  try {
    await controls.after('experiment', {
      path: [],
      signal,
      state: recorder.fold.journal(),
      target: 'journal',
    });
  } catch (error) {
    // The status stands: an interruption from the last hook is swallowed (core.md §14.3), an exit code is not.
    if (isExitRequested(error)) {
      verdict.exitsWith(error.exitCode);
      recorder.logger.warning(`Received the exit signal: ${error.exitCode}`);
    } else {
      recorder.logger.debug(
        `An interruption after the end of the experiment has no effect: ${messageOf(error)}`,
      );
    }
  }
  await controls.cleanUp(signal);
  controls.handlers.call('finish', () => ({ journal: recorder.fold.journal() }));
  await controls.handlers.drain();
  const { status } = recorder.fold.journal();
  stops.close();
  recorder.record({
    type: 'run-ended',
    status: isStatus(status) ? status : verdict.status,
    deviated: verdict.deviated,
  });
}
