import { expect, test } from 'vitest';
import {
  booleanFlag,
  durationFlag,
  FlagError,
  HelpRequested,
  integerFlag,
  parseFlags,
  refusedFlag,
} from './flags.js';
import { formatGoDuration, parseGoDuration } from './go-duration.js';

const flags = {
  d: durationFlag({ usage: 'd', default: 0 }),
  keep: booleanFlag({ usage: 'k', default: true }),
  n: integerFlag({ usage: 'n', default: 1 }),
  h2c: refusedFlag('vegeta', 'h2c', true),
};

test('reads one or two dashes, with = or a space, up to the first other word', () => {
  const { values, rest } = parseFlags(flags, ['-n=2', '--d', '1m30s', '--keep=false', 'file', '-n', '3']);
  expect(values).toMatchObject({ n: 2, d: 90e9, keep: false });
  expect(rest).toEqual(['file', '-n', '3']);
});

test.each([
  [['-x'], 'flag provided but not defined: -x'],
  [['-n'], 'flag needs an argument: -n'],
  [['-n', 'a'], 'invalid value "a" for flag -n: parse error'],
  [['-d', '5'], 'invalid value "5" for flag -d: parse error'],
  [['-keep=maybe'], 'invalid boolean value "maybe" for -keep: parse error'],
  [['-h2c'], /^-h2c is not supported/],
])('refuses %j', (args, message) => {
  expect(() => parseFlags(flags, args)).toThrow(FlagError);
  expect(() => parseFlags(flags, args)).toThrow(message);
});

test('-help asks for the usage', () => {
  expect(() => parseFlags(flags, ['--help'])).toThrow(HelpRequested);
});

test.each([
  ['40s', 40e9, '40s'],
  ['1h30m', 5400e9, '1h30m0s'],
  ['1.5ms', 1.5e6, '1.5ms'],
  ['500us', 5e5, '500µs'],
  ['0', 0, '0s'],
  ['-2s', -2e9, '-2s'],
])('duration %s', (text, ns, shown) => {
  expect(parseGoDuration(text)).toBe(ns);
  expect(formatGoDuration(ns)).toBe(shown);
});

test.each(['5', 's', '1x', ''])('no duration: %j', (text) => expect(parseGoDuration(text)).toBeUndefined());
