import { limitedSignal } from '../activity/limited-signal.js';
import { settle } from '../activity/settle.js';
import type { Logger } from '../events/logger.js';
import type { Clock } from '../run/ports.js';

export interface HookLimits {
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted once the run has to end at once. */
  readonly hard: AbortSignal;
  /** How long a hook may take to end after it was told to, in milliseconds. */
  readonly cancelGraceMs: number;
  /** How long it may take at all, in milliseconds. */
  readonly hookTimeoutMs: number;
}

/** A control used up its time. */
class HookTimeout extends Error {
  override readonly name = 'HookTimeout';

  constructor(limitMs: number) {
    super(`A control took longer than ${limitMs / 1000} seconds and is left behind`);
  }
}

/** Runs a call of a control so that it can't hang the run: the phase's signal cuts it, and its own time limit. */
export async function withinHookLimits<T>(
  limits: HookLimits,
  phase: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock, log, hard, cancelGraceMs, hookTimeoutMs } = limits;
  // After an interruption its phase's signal is spent: hooks that tidy up have the grace instead.
  const late = phase.aborted;
  const limitMs = late ? Math.min(hookTimeoutMs, cancelGraceMs) : hookTimeoutMs;
  const limited = limitedSignal(late ? hard : phase, limitMs, clock, () => new HookTimeout(limitMs));
  try {
    return await settle(work(limited.signal), limited.signal, { clock, graceMs: cancelGraceMs, hard });
  } catch (error) {
    const { reason } = limited.signal;
    if (!(reason instanceof HookTimeout)) throw error;
    log.warning(reason.message);
    throw reason;
  } finally {
    limited.release();
  }
}
