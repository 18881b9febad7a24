import { messageOf } from '@chaoskit/errors';
import { DONE } from '../../activity/done.js';
import type { ContinuousSummary } from '../../events/run-event.js';
import { type RunScope, takeInterruption } from '../run-scope.js';
import { evaluateHypothesis } from './evaluate-hypothesis.js';

const DEFAULT_FREQUENCY_MS = 1000;
/** A period of 0 stands for as often as possible. */
const SHORTEST_MS = 1;

/** The continuous hypothesis while it runs beside the method. */
export interface ContinuousHypothesis {
  /** Begins no further iteration and resolves when the last one has ended. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Evaluates the hypothesis over and over (core.md §12.4). Iterations begin at absolute deadlines, start + n periods; one that
 * takes longer than a period makes the run miss deadlines, which are counted, not made up for.
 */
export function startContinuousHypothesis(scope: RunScope, signal: AbortSignal): ContinuousHypothesis {
  const frequencyMs = Math.max(SHORTEST_MS, scope.options.frequencyMs ?? DEFAULT_FREQUENCY_MS);
  scope.recorder.announce({ type: 'phase-started', phase: 'continuous', frequencyMs });
  scope.controls.handlers.call('start_continuous_hypothesis', () => ({ frequency: frequencyMs / 1000 }));
  const watch = new Watch(scope, frequencyMs);
  const waiting = new AbortController();
  const endWaiting = (): void => {
    waiting.abort(DONE);
  };
  signal.addEventListener('abort', endWaiting, { once: true });
  let stopped = false;
  const ended = watch
    .run(signal, waiting.signal, () => stopped)
    .then(() => {
      signal.removeEventListener('abort', endWaiting);
      scope.recorder.record({ type: 'phase-ended', phase: 'continuous', summary: watch.summary() });
    });
  return {
    stop: async () => {
      stopped = true;
      endWaiting();
      await ended;
    },
  };
}

class Watch {
  readonly #scope: RunScope;
  readonly #frequencyMs: number;
  #iterations = 0;
  #failures = 0;
  #missed = 0;
  #lateSumMs = 0;
  #lateMaxMs = 0;

  constructor(scope: RunScope, frequencyMs: number) {
    this.#scope = scope;
    this.#frequencyMs = frequencyMs;
  }

  summary(): ContinuousSummary {
    const mean = this.#iterations === 0 ? 0 : this.#lateSumMs / this.#iterations;
    return {
      frequency: this.#frequencyMs / 1000,
      iterations: this.#iterations,
      failures: this.#failures,
      missed: this.#missed,
      lateness: { mean: seconds(mean), max: seconds(this.#lateMaxMs) },
    };
  }

  async run(signal: AbortSignal, waiting: AbortSignal, stopped: () => boolean): Promise<void> {
    const { clock, controls, verdict, live, recorder } = this.#scope;
    const start = clock.mono();
    let exception: string | null = null;
    try {
      for (let tick = 0; !stopped() && !verdict.endsMethod; ) {
        const deadline = start + tick * this.#frequencyMs;
        const now = clock.mono();
        if (now < deadline) await clock.sleep(deadline - now, waiting).catch(() => {});
        if (stopped() || signal.aborted || verdict.endsMethod) break;
        if (await this.#iterate(signal, clock.mono() - deadline)) break;
        tick = this.#nextTick(tick, (clock.mono() - start) / this.#frequencyMs);
      }
    } catch (error) {
      exception = messageOf(error);
      if (!takeInterruption(this.#scope, error)) {
        recorder.logger.critical(`In the continuous steady state hypothesis: ${exception}`);
        verdict.aborted();
      }
    }
    controls.handlers.call('continuous_hypothesis_completed', () => ({
      experiment: live.experiment,
      journal: recorder.fold.journal(),
      exception,
    }));
  }

  /** The next deadline that is still to come; the ones that passed meanwhile are missed. */
  #nextTick(tick: number, elapsedPeriods: number): number {
    const next = Math.max(tick + 1, Math.ceil(elapsedPeriods));
    this.#missed += next - tick - 1;
    return next;
  }

  /** Answers true where the method has to end. */
  async #iterate(signal: AbortSignal, lateMs: number): Promise<boolean> {
    const { recorder, controls, verdict, options } = this.#scope;
    const latenessMs = Math.max(0, lateMs);
    const result = await evaluateHypothesis(this.#scope, { moment: 'during', signal, latenessMs });
    this.#iterations += 1;
    this.#lateSumMs += latenessMs;
    this.#lateMaxMs = Math.max(this.#lateMaxMs, latenessMs);
    controls.handlers.call('continuous_hypothesis_iteration', () => ({
      iteration_index: this.#iterations,
      state: recorder.fold.state(result.state) ?? null,
    }));
    if (result.met) return false;
    if ('unexpected' in result) throw result.unexpected;
    this.#failures += 1;
    if (options.deviateDuring === true) verdict.notMetDuring();
    const ratio = (this.#failures * 100) / this.#iterations;
    if (options.failFast !== true || ratio < (options.failFastRatio ?? 0)) return false;
    recorder.logger.info(
      `Terminating immediately the experiment after ${ratio.toFixed(1)}% hypothesis deviated`,
    );
    verdict.failedFast();
    return true;
  }
}

function seconds(ms: number): number {
  return Math.round(ms * 1000) / 1_000_000;
}
