import { expect, test } from 'vitest';
import { withinTime } from './within-time.js';

test('what ends in time answers, what throws throws, what does not end is cut off, again and again', () => {
  const endless = (): void => {
    for (;;);
  };
  for (let round = 0; round < 3; round += 1) {
    expect(withinTime(60_000, () => [1])).toEqual({ value: [1] });
    expect(withinTime(60_000, () => undefined)).toEqual({ value: undefined });
    expect(() =>
      withinTime(60_000, () => {
        throw new TypeError('own');
      }),
    ).toThrow(new TypeError('own'));
    expect(withinTime(10, endless)).toBeUndefined();
  }
});

test('work within work is cut off with it', () => {
  expect(
    withinTime(10, () => withinTime(60_000, () => /^(a+)+$/.test(`${'a'.repeat(46)}!`))),
  ).toBeUndefined();
  expect(withinTime(60_000, () => withinTime(60_000, () => 1))).toEqual({ value: { value: 1 } });
});
