import {
  type ControlServices,
  type ControlValues,
  isJsonObject,
  isoTime,
  type Json,
  type JsonObject,
  outcomeOfError,
  pyStr,
  RawNumber,
} from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';

/** The safeguards of one run: probes that are judged beside it. The first one out of tolerance interrupts the run. */
export class SafeguardWatch {
  readonly #services: ControlServices;
  readonly #values: ControlValues;
  readonly #over = new AbortController();
  readonly #tasks: Promise<void>[] = [];
  #triggered: JsonObject | undefined;

  constructor(services: ControlServices, values: ControlValues) {
    this.#services = services;
    this.#values = values;
  }

  /** What ended the run; undefined where nothing did. */
  get triggered(): JsonObject | undefined {
    return this.#triggered;
  }

  /** Starts all; resolves once those that are neither repeated nor in the background have been judged. `signal` ends this wait. */
  async start(probes: readonly JsonObject[], signal: AbortSignal): Promise<void> {
    const now: Promise<void>[] = [];
    for (const probe of probes) {
      const periodMs = secondsOf(probe.frequency) * 1000;
      const task = periodMs > 0 ? this.#repeat(probe, periodMs) : this.#once(probe);
      this.#tasks.push(task);
      if (periodMs === 0 && probe.background !== true) now.push(task);
    }
    const end = (): void => this.#over.abort(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    await Promise.all(now);
    signal.removeEventListener('abort', end);
  }

  /** Ends all and waits for their end. */
  async stop(): Promise<void> {
    this.#over.abort(new Error('the experiment is over'));
    await Promise.all(this.#tasks);
  }

  async #once(probe: JsonObject): Promise<void> {
    await this.#quietly(probe, async (signal) => {
      await this.#judge(probe, await this.#run(probe, signal), signal);
    });
  }

  /** Judged after the period, as the reference does: what is out of tolerance in the experiment's last period changes nothing. */
  async #repeat(probe: JsonObject, periodMs: number): Promise<void> {
    while (!this.#over.signal.aborted && this.#triggered === undefined) {
      await this.#quietly(probe, async (signal) => {
        const run = await this.#run(probe, signal);
        await this.#services.clock.sleep(periodMs, signal);
        await this.#judge(probe, run, signal);
      });
    }
  }

  /** An error of the probe or the tolerance is no verdict: it is told at debug (core.md §25.3). */
  async #quietly(probe: JsonObject, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#over;
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#services.log.debug(`Safeguard '${pyStr(probe.name ?? null)}' failed: ${messageOf(error)}`);
    }
  }

  /** Runs the probe; answers what the journal would say of it. */
  #run(probe: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    return this.#services.aroundActivity(probe, signal, (activity) => this.#play(activity, signal));
  }

  async #play(probe: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    const { clock, runActivity } = this.#services;
    const pauses = isJsonObject(probe.pauses) ? probe.pauses : {};
    await clock.sleep(secondsOf(pauses.before) * 1000, signal);
    const started = clock.now();
    const outcome = await runActivity(probe, this.#values, signal).then(
      (output): JsonObject => ({ output, status: 'succeeded' }),
      (error: unknown): JsonObject => {
        const failure = outcomeOfError(error, signal.aborted);
        if (failure.kind !== 'failed') throw error;
        return { output: null, status: 'failed', exception: [...failure.exception] };
      },
    );
    const ended = clock.now();
    await clock.sleep(secondsOf(pauses.after) * 1000, signal);
    return {
      activity: probe,
      ...outcome,
      start: isoTime(started),
      end: isoTime(ended),
      duration: (ended - started) / 1000,
    };
  }

  async #judge(probe: JsonObject, run: JsonObject, signal: AbortSignal): Promise<void> {
    const { withinTolerance, log, interruptRun } = this.#services;
    if (await withinTolerance(probe.tolerance ?? null, run.output ?? null, this.#values, signal)) return;
    if (this.#triggered !== undefined || signal.aborted) return;
    const name = pyStr(probe.name ?? null);
    this.#triggered = { triggered_by: name, run };
    log.critical(`Safeguard '${name}' triggered the end of the experiment`);
    interruptRun();
  }
}

/** Seconds of a number in the document; 0 for anything else. */
function secondsOf(value: Json | undefined): number {
  const seconds = value instanceof RawNumber ? value.toNumber() : value;
  return typeof seconds === 'number' && seconds > 0 ? seconds : 0;
}
