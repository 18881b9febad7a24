export type LoadShape = 'linear' | 'incremental' | 'waved';

const ticksPerSecond = 10;

/**
 * How many iterations each tick of 100 ms starts, `total` in all: evenly, growing from second to second, or rising and
 * falling (spec load.md §2).
 */
export function tickCounts(total: number, seconds: number, shape: LoadShape): number[] {
  const weights = Array.from({ length: seconds }, (_, second) => weightOf(shape, second, seconds));
  const perSecond = share(total, weights);
  const even = Array.from({ length: ticksPerSecond }, () => 1);
  return perSecond.flatMap((count) => share(count, even));
}

/** When iteration `index` is due, in milliseconds from the start; undefined after the last one. */
export function dueTimes(counts: readonly number[]): number[] {
  const tickMs = 1000 / ticksPerSecond;
  return counts.flatMap((count, tick) => Array.from({ length: count }, () => tick * tickMs));
}

function weightOf(shape: LoadShape, second: number, seconds: number): number {
  if (shape === 'linear') return 1;
  if (shape === 'incremental') return second + 1;
  // As many rises and falls as the duration has doublings, at least one of each.
  const slopes = Math.max(2, Math.floor(Math.log2(seconds)));
  const position = ((second + 0.5) / seconds) * slopes;
  const within = position % 1;
  return 0.1 + (Math.floor(position) % 2 === 0 ? within : 1 - within);
}

/** Deals `total` out by weight, in whole numbers: no running sum is off by more than one. */
function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let seen = 0;
  let dealt = 0;
  return weights.map((weight) => {
    seen += weight;
    const now = Math.round((total * seen) / sum) - dealt;
    dealt += now;
    return now;
  });
}
