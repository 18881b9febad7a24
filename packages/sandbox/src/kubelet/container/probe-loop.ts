import type { Clock } from '../../clock/clock.js';
import type { Probe } from '../../kinds/pod.js';

export interface ProbeOutcome {
  readonly ok: boolean;
  readonly message: string;
}

/** Asks once; `signal` ends it at the probe's time-out or when the loop is stopped. */
export type Ask = (signal: AbortSignal) => Promise<ProbeOutcome>;

export interface ProbeEvents {
  /** Each failure, also those that do not yet count. */
  failed(message: string): void;
  /** The verdict after thresholds, when it changes. */
  turned(ok: boolean): void;
}

/**
 * Asks every `periodSeconds`, the first time right after `initialDelaySeconds`, and applies the thresholds. A call that
 * takes longer than `timeoutSeconds` has failed; the next one follows at its time or as soon as the last has ended.
 */
export class ProbeLoop {
  readonly #probe: Probe;
  readonly #ask: Ask;
  readonly #events: ProbeEvents;
  readonly #clock: Clock;
  readonly #timeoutText: string;
  readonly #stopped = new AbortController();
  #cancel: (() => void) | undefined;
  #verdict: boolean | undefined;
  #streak = { ok: false, length: 0 };

  constructor(probe: Probe, ask: Ask, timeoutText: string, events: ProbeEvents, clock: Clock) {
    this.#probe = probe;
    this.#ask = ask;
    this.#timeoutText = timeoutText;
    this.#events = events;
    this.#clock = clock;
  }

  start(): void {
    this.#schedule((this.#probe.initialDelaySeconds ?? 0) * 1000);
  }

  stop(): void {
    this.#cancel?.();
    this.#stopped.abort();
  }

  #schedule(delayMs: number): void {
    if (this.#stopped.signal.aborted) return;
    this.#cancel = this.#clock.after(delayMs, () => void this.#once());
  }

  async #once(): Promise<void> {
    const began = this.#clock.now();
    const outcome = await this.#askInTime();
    if (this.#stopped.signal.aborted) return;
    this.#count(outcome);
    const periodMs = (this.#probe.periodSeconds ?? 10) * 1000;
    this.#schedule(Math.max(0, began + periodMs - this.#clock.now()));
  }

  async #askInTime(): Promise<ProbeOutcome> {
    const late = new AbortController();
    const cancel = this.#clock.after((this.#probe.timeoutSeconds ?? 1) * 1000, () => late.abort());
    try {
      return await this.#ask(AbortSignal.any([late.signal, this.#stopped.signal]));
    } catch {
      return { ok: false, message: this.#timeoutText };
    } finally {
      cancel();
    }
  }

  #count({ ok, message }: ProbeOutcome): void {
    if (!ok) this.#events.failed(message);
    this.#streak = { ok, length: this.#streak.ok === ok ? this.#streak.length + 1 : 1 };
    const threshold = ok ? (this.#probe.successThreshold ?? 1) : (this.#probe.failureThreshold ?? 3);
    if (this.#streak.length < threshold || this.#verdict === ok) return;
    this.#verdict = ok;
    this.#events.turned(ok);
  }
}
