import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';

/** True for digits whose Luhn sum is right, as those of payment cards. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** What is replaced, in order: the longer forms before those that are parts of them. */
const rules: readonly (readonly [RegExp, string, ((found: string) => boolean)?])[] = [
  // From the beginning of a word only: from its other letters it would fail for the same reason, each time anew.
  [/(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, '<REDACTED_EMAIL>'],
  [/\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b/g, '<REDACTED_MAC_ADDR>'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, '<REDACTED_IBAN>'],
  [/\b\d(?:[ -]?\d){12,18}\b/g, '<REDACTED_CC_NUMBER>', isCardNumber],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '<REDACTED_IPV4>'],
  [/(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\w:])/g, '<REDACTED_IPV6>'],
];

/** Longer texts are cut in no way: each rule passes over a text once, without going back. */
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
    doc: 'The text with addresses of mail, network and devices, card and account numbers replaced by marks. Best effort: no promise.',
  }),
];
