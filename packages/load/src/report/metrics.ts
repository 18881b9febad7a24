import type { Result } from '../results/result.js';

/** What a report says of a set of results. All times in nanoseconds. */
export interface Metrics {
  readonly requests: number;
  readonly earliestNs: bigint;
  readonly latestNs: bigint;
  readonly endNs: bigint;
  /** From the first to the last send. */
  readonly durationNs: number;
  /** From the last send to the last answer. */
  readonly waitNs: number;
  /** Requests per second. */
  readonly rate: number;
  /** Successes per second, the wait included. */
  readonly throughput: number;
  readonly success: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencies: Latencies;
  readonly statusCodes: ReadonlyMap<number, number>;
  /** Each error text once, in order of appearance. */
  readonly errors: readonly string[];
}

interface Latencies {
  readonly total: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** `at(0.99)`: the latency that this share of the requests did not exceed. */
  at(share: number): number;
}

/** Folds results into {@link Metrics}. */
export class MetricsFold {
  readonly #latencies: number[] = [];
  readonly #codes = new Map<number, number>();
  readonly #errors = new Set<string>();
  #earliest: bigint | undefined;
  #latest = 0n;
  #end = 0n;
  #bytesIn = 0;
  #bytesOut = 0;
  #successes = 0;

  add(result: Result): void {
    this.#latencies.push(result.latencyNs);
    this.#codes.set(result.code, (this.#codes.get(result.code) ?? 0) + 1);
    if (result.error !== '') this.#errors.add(result.error);
    if (result.code >= 200 && result.code < 400) this.#successes += 1;
    this.#bytesIn += result.bytesIn;
    this.#bytesOut += result.bytesOut;
    const at = result.timestampNs;
    const end = at + BigInt(Math.round(result.latencyNs));
    if (this.#earliest === undefined || at < this.#earliest) this.#earliest = at;
    if (at > this.#latest) this.#latest = at;
    if (end > this.#end) this.#end = end;
  }

  metrics(): Metrics {
    const requests = this.#latencies.length;
    const earliestNs = this.#earliest ?? 0n;
    const durationNs = Number(this.#latest - earliestNs);
    const waitNs = Number(this.#end - this.#latest);
    const perSecond = (count: number, ns: number) => (ns > 0 ? count / (ns / 1e9) : count);
    return {
      requests,
      earliestNs,
      latestNs: this.#latest,
      endNs: this.#end,
      durationNs,
      waitNs,
      rate: perSecond(requests, durationNs),
      throughput: perSecond(this.#successes, durationNs + waitNs),
      success: requests === 0 ? 0 : this.#successes / requests,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      latencies: summarise(this.#latencies),
      statusCodes: new Map([...this.#codes].sort(([a], [b]) => a - b)),
      errors: [...this.#errors],
    };
  }
}

function summarise(latencies: readonly number[]): Latencies {
  const sorted = Float64Array.from(latencies).sort();
  const total = latencies.reduce((sum, latency) => sum + latency, 0);
  const at = (share: number): number => {
    // Each value stands in the middle of its own 1/n: the quantiles of a digest with one centroid a value.
    const position = Math.min(Math.max(share * sorted.length - 0.5, 0), sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? 0;
    // The last half share belongs to the maximum.
    if (share * sorted.length > sorted.length - 1) return sorted.at(-1) ?? 0;
    const above = sorted[Math.ceil(position)] ?? below;
    return Math.trunc(below + (above - below) * (position - Math.floor(position)));
  };
  return {
    total,
    mean: sorted.length === 0 ? 0 : Math.trunc(total / sorted.length),
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    at,
  };
}
