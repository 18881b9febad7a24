/** The middle value, or the mean of the two in the middle. There must be a value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The n-th percentile as Python's `statistics.quantiles(values, n=100)` has it, by its exclusive method. There must be two values;
 * `percentile` is 1 to 99.
 */
export function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  const at = percentile * (length + 1);
  const index = Math.min(Math.max(Math.floor(at / 100), 1), length - 1);
  const delta = at - index * 100;
  return ((sorted[index - 1] ?? Number.NaN) * (100 - delta) + (sorted[index] ?? Number.NaN) * delta) / 100;
}
