import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MergingDigest } from './merging-digest.js';

const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99];

function quantiles(values: readonly number[]): number[] {
  const digest = new MergingDigest();
  for (const value of values) digest.add(value);
  return shares.map((share) => digest.quantile(share));
}

const close = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 9));

describe('quantiles as upstream computes them (pixie.md, appendix C)', () => {
  test.each([
    [
      [1.234, 2.442, 1.04, 5.322, 6.333],
      [1.04, 1.04, 1.1855, 2.442, 5.57475, 6.333, 6.333],
    ],
    [
      [1, 2, 2, 1, 1, 5, 6],
      [1, 1, 1, 2, 4.25, 5.8, 6],
    ],
    [Array.from({ length: 10 }, (_, index) => (index + 1) * 10), [10, 15, 30, 55, 80, 95, 100]],
    [Array.from({ length: 1000 }, (_, index) => index + 1), [10.5, 100.5, 250.5, 500.5, 750.5, 900.5, 990.5]],
    [[7], [7, 7, 7, 7, 7, 7, 7]],
  ])('%#', (values, expected) => {
    expect(quantiles(values)).toEqual(close(expected));
  });

  test('no values: NaN; NaN is skipped', () => {
    expect(quantiles([])).toEqual(shares.map(() => Number.NaN));
    expect(quantiles([Number.NaN, 3])).toEqual(shares.map(() => 3));
  });
});

/** Numbers between 0 and 1 that look random, from a seed. */
function* uniform(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

const distributions: Readonly<Record<string, (share: number) => number>> = {
  uniform: (share) => share,
  'with a long tail': (share) => (1 - share) ** -1.5,
  'of two heaps': (share) => (share < 0.7 ? share : 1000 + share),
  'with few values': (share) => Math.floor(share * 5),
};
const orders: Readonly<Record<string, (values: readonly number[]) => readonly number[]>> = {
  'as they come': (values) => values,
  rising: (values) => [...values].sort((one, other) => one - other),
  falling: (values) => [...values].sort((one, other) => other - one),
};

/** How far the rank of `value` among `ordered` is from `share`; equal values have a range of ranks. */
function rankError(ordered: readonly number[], value: number, share: number): number {
  const below = ordered.filter((one) => one < value).length / ordered.length;
  const upTo = ordered.filter((one) => one <= value).length / ordered.length;
  return Math.max(0, below - share, share - upTo);
}

test("quantiles of many values are as near to the exact ones as the digest's own bound allows", () => {
  const compression = 1000;
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1274, max: 20_000 }),
      fc.constantFrom(...Object.values(distributions)),
      fc.constantFrom(...Object.values(orders)),
      (seed, count, distribution, order) => {
        const source = uniform(seed);
        const values = order(Array.from({ length: count }, () => distribution(source.next().value)));
        const ordered = orders.rising?.(values) ?? [];
        for (const [index, value] of quantiles(values).entries()) {
          const share = shares[index] ?? 0;
          // A centroid holds at most the values between k and k + 1 of the scale: at share q, pi * sqrt(q (1 - q)) / compression of them.
          // Between two centroids the digest interpolates.
          const centroid = (Math.PI * Math.sqrt(share * (1 - share))) / compression;
          expect(rankError(ordered, value, share)).toBeLessThanOrEqual(2 * centroid + 2 / count);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('up to 1273 values, quantiles are exact: between the two values beside the rank', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 2, maxLength: 1273 }),
      (values) => {
        const ordered = orders.rising?.(values) ?? [];
        for (const [index, value] of quantiles(values).entries()) {
          const rank = (shares[index] ?? 0) * values.length;
          if (rank > values.length - 0.5) continue;
          const at = Math.floor(rank - 0.5);
          const low = ordered[Math.max(0, at)] ?? Number.NaN;
          const high = ordered[Math.min(values.length - 1, Math.max(0, at) + 1)] ?? Number.NaN;
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
      },
    ),
  );
});
