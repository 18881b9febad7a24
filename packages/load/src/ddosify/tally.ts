import type { HitOutcome } from '../generator/hit.js';

const phases = [
  'connection',
  'dns',
  'request_write',
  'response_read',
  'server_processing',
  'tls',
  'total',
] as const;
export type Phase = (typeof phases)[number];

/** What a ddosify run counts. A status of 500 is a success for it: only transport errors fail. */
export class Tally {
  readonly statusCodes = new Map<number, { count: number; text: string }>();
  readonly reasons = new Map<string, number>();
  readonly #sums = new Map<Phase, number>();
  #successes = 0;
  #failures = 0;

  add(outcome: HitOutcome): void {
    if (outcome.code === 0) {
      this.#failures += 1;
      const reason = reasonOf(outcome.error);
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
      return;
    }
    this.#successes += 1;
    const known = this.statusCodes.get(outcome.code);
    const text = outcome.statusText.replace(/^\d+ /, '');
    this.statusCodes.set(outcome.code, { count: (known?.count ?? 0) + 1, text });
    for (const [phase, ms] of Object.entries(phaseTimes(outcome)) as [Phase, number][]) {
      this.#sums.set(phase, (this.#sums.get(phase) ?? 0) + ms);
    }
  }

  get successes(): number {
    return this.#successes;
  }
  get failures(): number {
    return this.#failures;
  }
  get successPercent(): number {
    const all = this.#successes + this.#failures;
    return all === 0 ? 0 : Math.floor((this.#successes * 100) / all);
  }
  get failPercent(): number {
    return this.#successes + this.#failures === 0 ? 0 : 100 - this.successPercent;
  }

  /** Mean times of the successes in seconds, by phase; empty where there are none. */
  means(): Partial<Record<Phase, number>> {
    const means: Partial<Record<Phase, number>> = {};
    for (const phase of phases) {
      const sum = this.#sums.get(phase);
      if (sum !== undefined && this.#successes > 0) means[phase] = sum / this.#successes / 1000;
    }
    return means;
  }
}

function phaseTimes({ marks, endedMs }: HitOutcome): Partial<Record<Phase, number>> {
  const { startMs, dnsMs = startMs, writtenMs = startMs, headMs = writtenMs } = marks;
  const connectedMs = marks.connectedMs ?? dnsMs;
  const readyMs = marks.secureMs ?? connectedMs;
  return {
    dns: dnsMs - startMs,
    connection: connectedMs - dnsMs,
    ...(marks.secureMs !== undefined && { tls: marks.secureMs - connectedMs }),
    request_write: Math.max(0, writtenMs - readyMs),
    server_processing: Math.max(0, headMs - writtenMs),
    response_read: endedMs - headMs,
    total: endedMs - startMs,
  };
}

function reasonOf(error: string): string {
  if (error.includes('deadline exceeded') || error.includes('timed out')) return 'connection timeout';
  const [, reason] =
    /(connection refused|no such host|connection reset by peer|no route to host|network is unreachable)/.exec(
      error,
    ) ?? [];
  return reason ?? error.replace(/^\w+ "[^"]*": /, '');
}
