import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortDoubles } from './sort-doubles.js';

const many = { minLength: 600, maxLength: 900 };

describe('sortDoubles', () => {
  it.each([
    ['whole numbers', fc.integer({ min: 0, max: 50_000_000 }).map(Number)],
    ['doubles that are not negative', fc.double({ min: 0, noNaN: true }).map(Math.abs)],
    ['any doubles', fc.double({ noNaN: true })],
    ['one value over and over', fc.constant(42)],
  ])('orders %s as a comparison does', (_what, value) => {
    fc.assert(
      fc.property(fc.array(value, many), (values) => {
        const sorted = sortDoubles(Float64Array.from(values));
        expect(sorted).toEqual(Float64Array.from(values).sort());
      }),
      { numRuns: 20 },
    );
  });
});
