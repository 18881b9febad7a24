import { sortDoubles } from './sort-doubles.js';

/** Compression of the digests behind `px.quantiles`, and how many values they hold before they merge (pixie.md §4.8). */
const compression = 1000;
const unprocessedLimit = 8 * compression;
const processedLimit = 2 * compression;

/** There may be a digest a row: an empty one should not weigh much. */
const none = new Float64Array(0);

/** What Pixie's maximum starts at: the least positive normal double, not minus infinity. */
const initialMaximum = 2.2250738585072014e-308;

/**
 * Merging t-digest as Pixie computes it: values are collected, and merged into centroids when the buffer overflows or a quantile
 * is asked. Up to 1273 values no two merge, so quantiles are then exact interpolations. NaN is skipped.
 */
export class MergingDigest {
  #means = none;
  #weights = none;
  #unprocessed = new Float64Array(8);
  #waiting = 0;
  #minimum = Number.MAX_VALUE;
  #maximum = initialMaximum;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    if (this.#waiting === this.#unprocessed.length) {
      const grown = new Float64Array(Math.min(unprocessedLimit + 1, this.#unprocessed.length * 2));
      grown.set(this.#unprocessed);
      this.#unprocessed = grown;
    }
    this.#unprocessed[this.#waiting++] = value;
    // Upstream merges once the buffer holds one more than its limit.
    if (this.#waiting > unprocessedLimit) this.#merge();
  }

  /** The value below which the share `p` of all values lies; NaN where there are none. */
  quantile(p: number): number {
    if (this.#waiting > 0) this.#merge();
    const means = this.#means;
    const weights = this.#weights;
    const last = means.length - 1;
    if (last < 0) return Number.NaN;
    if (last === 0) return at(means, 0);
    let total = 0;
    for (const weight of weights) total += weight;
    const index = p * total;
    const firstHalf = at(weights, 0) / 2;
    if (index < firstHalf)
      return this.#minimum + ((2 * index) / at(weights, 0)) * (at(means, 0) - this.#minimum);
    if (index === firstHalf) return at(means, 0);
    let before = 0;
    let center = firstHalf;
    for (let next = 1; next <= last; next++) {
      const previous = center;
      before += at(weights, next - 1);
      center = before + at(weights, next) / 2;
      if (center >= index)
        return weightedAverage(at(means, next - 1), center - index, at(means, next), index - previous);
    }
    const z1 = index - total - at(weights, last) / 2;
    const z2 = at(weights, last) / 2 - z1;
    return weightedAverage(at(means, last), z1, this.#maximum, z2);
  }

  #merge(): void {
    const incoming = sortDoubles(this.#unprocessed.slice(0, this.#waiting));
    this.#waiting = 0;
    const { means, weights } = interleave(this.#means, this.#weights, incoming);
    let total = 0;
    for (const weight of weights) total += weight;
    this.#minimum = Math.min(this.#minimum, at(means, 0));
    this.#maximum = Math.max(this.#maximum, at(means, means.length - 1));

    const mergedMeans = new Float64Array(Math.min(means.length, processedLimit + 1));
    const mergedWeights = new Float64Array(mergedMeans.length);
    let current = 0;
    let mean = at(means, 0);
    let weight = at(weights, 0);
    let sum = weight;
    let limit = total * shareOf(1);
    for (let next = 1; next < means.length; next++) {
      const added = at(weights, next);
      sum += added;
      if (sum <= limit) {
        weight += added;
        mean += (added * (at(means, next) - mean)) / weight;
        continue;
      }
      mergedMeans[current] = mean;
      mergedWeights[current] = weight;
      current++;
      limit = total * shareOf(scaleOf((sum - added) / total) + 1);
      mean = at(means, next);
      weight = added;
    }
    mergedMeans[current] = mean;
    mergedWeights[current] = weight;
    this.#means = mergedMeans.slice(0, current + 1);
    this.#weights = mergedWeights.slice(0, current + 1);
  }
}

const at = (values: Float64Array, index: number): number => values[index] as number;

const scaleOf = (share: number): number => (compression * (Math.asin(2 * share - 1) + Math.PI / 2)) / Math.PI;
const shareOf = (scale: number): number =>
  (Math.sin((Math.min(scale, compression) * Math.PI) / compression - Math.PI / 2) + 1) / 2;

/** Both inputs are in order; among equal means the centroids that were there come first. */
function interleave(
  means: Float64Array,
  weights: Float64Array,
  incoming: Float64Array,
): { means: Float64Array; weights: Float64Array } {
  const count = means.length + incoming.length;
  const allMeans = new Float64Array(count);
  const allWeights = new Float64Array(count);
  let old = 0;
  let fresh = 0;
  for (let next = 0; next < count; next++) {
    if (fresh >= incoming.length || (old < means.length && at(means, old) <= at(incoming, fresh))) {
      allMeans[next] = at(means, old);
      allWeights[next] = at(weights, old);
      old++;
    } else {
      allMeans[next] = at(incoming, fresh);
      allWeights[next] = 1;
      fresh++;
    }
  }
  return { means: allMeans, weights: allWeights };
}

/** Between the two values whatever rounding does. */
function weightedAverage(left: number, leftWeight: number, right: number, rightWeight: number): number {
  const low = Math.min(left, right);
  const high = Math.max(left, right);
  const average = (left * leftWeight + right * rightWeight) / (leftWeight + rightWeight);
  return Math.max(low, Math.min(average, high));
}
