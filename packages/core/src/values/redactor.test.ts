import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redactor } from './redactor.js';

const redactor = new Redactor({
  login: { password: 'p@ss "w\\rd" é', pin: 'abc', id: 123456, few: 12, deep: { token: 'tok/en+value?1' } },
});

describe('every form of a secret', () => {
  const value = 'p@ss "w\\rd" é';
  test.each([
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
  ])('%s', (form) => {
    expect(redactor.redact(`before ${form} after`)).toBe('before [secret password] after');
  });

  test('inside longer base64, whatever stands before it', () => {
    for (const user of ['', 'u', 'us', 'use', 'user']) {
      const header = Buffer.from(`${user}:tok/en+value?1`).toString('base64');
      expect(redactor.redact(`Basic ${header}`)).toContain('[secret deep.token]');
    }
  });

  test('in values, keys, lists and numbers; short ones only as a whole', () => {
    expect(redactor.redact({ 'tok/en+value?1': ['abc', 'xabcx', 123456, 12] })).toEqual({
      '[secret deep.token]': ['[secret pin]', 'xabcx', '[secret id]', 12],
    });
  });
});

test('what holds no secret comes back as the same object', () => {
  const value = { a: [1, 'two', { three: null }] };
  expect(redactor.redact(value)).toBe(value);
  expect(new Redactor().redact(value)).toBe(value);
});

test('no secret of four characters or more survives in any text', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 4, maxLength: 20 }),
      fc.string(),
      fc.string(),
      (secret, before, after) => {
        fc.pre(secret.trim() !== '' && !'[secret name]'.includes(secret));
        const clean = new Redactor({ g: { name: secret } }).redact(`${before}${secret}${after}`);
        expect(clean.replaceAll('[secret name]', '')).not.toContain(secret);
      },
    ),
  );
});
