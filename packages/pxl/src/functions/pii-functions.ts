import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import { isIban } from './pii-iban.js';

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** True for digits whose Luhn sum is right, as those of payment cards and devices. */
function hasLuhnSum(text: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digitsOf(text)].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** True for a number of US social security: area, group and serial are such as are given out. */
function isSsn(text: string): boolean {
  const [, area = '', group, serial] = /^(\d{3})(\d{2})(\d{4})$/.exec(digitsOf(text)) ?? [];
  return area !== '000' && area !== '666' && Number(area) < 900 && group !== '00' && serial !== '0000';
}

const byte = '(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})';
const ipv4 = `(?:${byte}[.]){3}${byte}`;

/** All forms of an IPv6 address: with and without `::`, the last two groups also as an IPv4 address. */
function ipv6(): RegExp {
  const group = '[0-9A-Fa-f]{1,4}';
  const forms = [`(?:${group}:){6}${ipv4}`, `(?:${group}:){7}${group}`];
  for (let before = 0; before <= 6; before++) {
    const head = before === 0 ? '' : `${group}(?::${group}){${before - 1}}`;
    const most = 6 - before;
    if (most >= 2) forms.push(`${head}::(?:${group}:){0,${most - 2}}${ipv4}`);
    forms.push(`${head}::${most > 0 ? `(?:(?:${group}:){0,${most - 1}}${group})?` : ''}`);
  }
  return new RegExp(forms.join('|'), 'g');
}

/** A match begins where a run of these does: so a text without an `@` is passed over once. */
const mailChar = "[\\w!#$%&'*+,./=?^`{|}~-]";

/** What is replaced, in order: an address may be part of a mail address, and one address part of another. */
const rules: readonly (readonly [RegExp, string, ((found: string) => boolean)?])[] = [
  [/[A-Za-z]{2}[ -]?[0-9]{2}[ -]?(?:[A-Za-z0-9][ -]?){11,28}/g, '<REDACTED_IBAN>', isIban],
  [
    new RegExp(`(?<!${mailChar})${mailChar}+(?:@|%40)(?:[A-Za-z0-9-]+[.])*[A-Za-z0-9-]+`, 'g'),
    '<REDACTED_EMAIL>',
  ],
  [ipv6(), '<REDACTED_IPV6>'],
  [new RegExp(ipv4, 'g'), '<REDACTED_IPV4>'],
  [/(?:[0-9A-Fa-f]{2}[-:]){5}[0-9A-Fa-f]{2}/g, '<REDACTED_MAC_ADDR>'],
  [/[0-9]{2}-[0-9]{6}-[0-9]{6}-[0-9]{2}/g, '<REDACTED_IMEI>'],
  [/[0-9]{2}-[0-9]{6}-[0-9]{6}-[0-9]/g, '<REDACTED_IMEI>', hasLuhnSum],
  [/(?:[0-9][ -]*){12,18}[0-9]/g, '<REDACTED_CC_NUMBER>', hasLuhnSum],
  [/[0-9]{3}[ -]+[0-9]{2}[ -]+[0-9]{4}/g, '<REDACTED_SSN>', isSsn],
];

/** Each rule passes over the text once. */
function redact(text: string): string {
  return rules.reduce(
    (rest, [pattern, mark, holds]) =>
      rest.replace(pattern, (found) => (holds === undefined || holds(found) ? mark : found)),
    text,
  );
}

/** Personal data (pixie.md, appendix A.1). */
export const piiFunctions: readonly ScalarOverload[] = [
  byValue('redact_pii_best_effort', 'STRING->STRING', ([text]) => redact(text as string), {
    doc: 'The text with addresses of mail, network and devices, card, account, device and social security numbers replaced by marks. Best effort: no promise.',
  }),
];
