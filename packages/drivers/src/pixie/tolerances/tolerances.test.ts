import { ActivityFailedError, type DefinitionContext, type PlainJson } from '@chaoskit/core';
import { describe, expect, test } from 'vitest';
import { thresholdTolerances } from './threshold-tolerances.js';

type Args = Readonly<Record<string, PlainJson>>;

function judge(name: string, args: Args): Promise<unknown> {
  const found = thresholdTolerances.find((one) => one.name === `chaospixie.tolerances.${name}`);
  if (found === undefined) throw new Error(`no tolerance ${name}`);
  const defaults = { target: null, convert_from_nanoseconds: null, percentile: 99, column: 'x', treshold: 1 };
  return found.run({ ...defaults, ...args }, {} as DefinitionContext);
}

const rowsOf = (...values: readonly PlainJson[]): PlainJson => values.map((x) => ({ x }));

describe('thresholds', () => {
  const value = rowsOf(0.5, 0.8, 0.9);
  test.each([
    ['median_should_be_below', true],
    ['percentile_should_be_below', true],
    ['median_should_be_above', false],
    ['percentile_should_be_above', false],
  ])('%s 1.0: %s', async (name, met) => {
    expect(await judge(name, { value })).toBe(met);
  });

  test('the limit itself is below and above', async () => {
    expect(await judge('median_should_be_below', { value, treshold: 0.8 })).toBe(true);
    expect(await judge('median_should_be_above', { value, treshold: 0.8 })).toBe(true);
  });

  test('the median of an even number is the mean of the two in the middle', async () => {
    expect(await judge('median_should_be_below', { value: rowsOf(4, 1, 3, 2), treshold: 2.5 })).toBe(true);
    expect(await judge('median_should_be_above', { value: rowsOf(4, 1, 3, 2), treshold: 2.5 })).toBe(true);
  });

  // Made with Python's statistics.quantiles(range(1, 11), n=100).
  test.each([
    [1, 0.11],
    [50, 5.5],
    [90, 9.9],
    [99, 10.89],
    [0, 10.89],
  ])('percentile %i of 1…10 is %d', async (percentile, expected) => {
    const rows = rowsOf(...Array.from({ length: 10 }, (_, index) => index + 1));
    const at = (treshold: number, side: string) =>
      judge(`percentile_should_be_${side}`, { value: rows, percentile, treshold });
    expect(await at(expected + 1e-9, 'below')).toBe(true);
    expect(await at(expected - 1e-9, 'above')).toBe(true);
  });

  test.each([
    ['seconds', 5],
    ['milliseconds', 5e3],
    ['microseconds', 5e6],
  ])('nanoseconds become %s', async (unit, expected) => {
    const args = { value: rowsOf(5e9), convert_from_nanoseconds: unit, treshold: expected };
    expect(await judge('median_should_be_below', args)).toBe(true);
    expect(await judge('median_should_be_above', args)).toBe(true);
  });
});

describe('the rows that count', () => {
  const value = [
    { pod: '/consumer/1', x: 0.5 },
    { pod: '/consumer/2', x: 0.8 },
    { pod: '/consumer/3' },
    { pod: '/producer/3', x: 100 },
    { x: 0.7 },
  ];
  const target = ['pod', '/consumer.*'];

  test('are those whose key matches from its start, and those without the key', async () => {
    expect(await judge('median_should_be_below', { value, target, treshold: 0.7 })).toBe(true);
    expect(await judge('median_should_be_above', { value, target, treshold: 0.7 })).toBe(true);
    const elsewhere = { value, target: ['pod', 'consumer'], treshold: 0.7 };
    expect(await judge('median_should_be_below', elsewhere)).toBe(true);
  });

  test.each(['(', '^(a+)+$'])('the pattern %s fails the activity', async (pattern) => {
    const rows = [{ x: 1, pod: `${'a'.repeat(46)}!` }];
    await expect(judge('median_should_be_below', { value: rows, target: ['pod', pattern] })).rejects.toThrow(
      ActivityFailedError,
    );
  });

  test('a target that is none fails the activity', async () => {
    await expect(judge('median_should_be_below', { value, target: ['pod'] })).rejects.toThrow(
      "'target' must be a key and a regular expression",
    );
  });
});

test.each([
  ['median_should_be_below', {}, [], 'failed to compute median'],
  ['median_should_be_below', {}, [{ y: 1 }], 'failed to compute median'],
  ['percentile_should_be_below', {}, [{ x: 1 }], 'failed to compute percentiles'],
  ['percentile_should_be_below', { percentile: 100 }, [{ x: 1 }, { x: 2 }], 'there is no percentile 100'],
])('%s %j of %j fails: %s', async (name, args, value, message) => {
  const failure = await judge(name, { ...args, value }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ActivityFailedError);
  expect((failure as Error).message).toBe(message);
});
