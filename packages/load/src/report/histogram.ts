import { ChaosError } from '@chaoskit/errors';
import { formatGoDuration, parseGoDuration } from '../go/go-duration.js';
import { inColumns } from './columns.js';

/** Reads `[0,2ms,10ms]` into lower bounds in nanoseconds; the first is 0 in any case. */
export function parseBuckets(text: string): number[] {
  const [, inner] = /^\[(.+)\]$/.exec(text) ?? [];
  if (inner === undefined)
    throw new ChaosError('CHAOS_E_LOAD_USAGE', `bad buckets: ${text === '' ? "''" : text}`);
  const bounds = inner.split(',').map((bound) => {
    const ns = parseGoDuration(bound.trim());
    if (ns === undefined)
      throw new ChaosError('CHAOS_E_LOAD_USAGE', `time: invalid duration ${JSON.stringify(bound.trim())}`);
    return ns;
  });
  return bounds[0] === 0 ? bounds : [0, ...bounds];
}

/** Counts latencies by bucket. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #total = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  add(latencyNs: number): void {
    let bucket = 0;
    this.#bounds.forEach((bound, i) => {
      if (latencyNs >= bound) bucket = i;
    });
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
  }

  /** The table that vegeta prints: a full bar is 75 characters. */
  render(): string {
    const rows = this.#bounds.map((bound, i) => {
      const count = this.#counts[i] ?? 0;
      const next = this.#bounds[i + 1];
      const share = this.#total === 0 ? 0 : count / this.#total;
      return [
        `[${formatGoDuration(bound)},`,
        `${next === undefined ? '+Inf' : formatGoDuration(next)}]`,
        String(count),
        `${(share * 100).toFixed(2)}%`,
        '#'.repeat(Math.floor(share * 75)),
      ];
    });
    return inColumns([['Bucket', '', '#', '%', 'Histogram'], ...rows]);
  }
}
