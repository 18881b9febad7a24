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

test('beyond 1273 values the rank of a quantile is off by little', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 2000, max: 20_000 }),
      (seed, count) => {
        let state = seed;
        const values = Array.from({ length: count }, () => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return state / 2 ** 32;
        });
        const ordered = [...values].sort((one, other) => one - other);
        for (const [index, value] of quantiles(values).entries()) {
          const rank = ordered.filter((one) => one <= value).length / count;
          expect(Math.abs(rank - (shares[index] ?? 0))).toBeLessThan(0.005);
        }
      },
    ),
    { numRuns: 10 },
  );
});
