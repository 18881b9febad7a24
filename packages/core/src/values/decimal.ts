/** An exact decimal number: `digits` times ten to the power of `exponent`, with a sign. No leading zeros; zero has no digits. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/**
 * Reads what Python's `Decimal(text)` reads: blanks around, underscores, a sign, a fraction, an exponent.
 * `infinite` and `nan` for those words; undefined for anything else.
 */
export function parseDecimal(text: string): Decimal | 'infinite' | 'nan' | undefined {
  const bare = text.trim().replaceAll('_', '');
  if (/^[+-]?inf(?:inity)?$/i.test(bare)) return 'infinite';
  if (/^[+-]?s?nan\d*$/i.test(bare)) return 'nan';
  const match = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/.exec(bare);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', onlyFraction = '', exponent = '0'] = match;
  const decimals = fraction + onlyFraction;
  return {
    negative: sign === '-',
    digits: (whole + decimals).replace(/^0+/, ''),
    exponent: Number(exponent) - decimals.length,
  };
}

/** Less than 0, 0, or more than 0. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const sign = signOf(left);
  if (sign !== signOf(right)) return sign - signOf(right);
  return sign === 0 ? 0 : sign * compareSizes(left, right);
}

function signOf({ digits, negative }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

/** Sizes of the same sign: first by where the first digit stands, then digit by digit, so that no power of ten is ever written out. */
function compareSizes(left: Decimal, right: Decimal): number {
  const leftTop = left.digits.length + left.exponent;
  const rightTop = right.digits.length + right.exponent;
  if (leftTop !== rightTop) return leftTop < rightTop ? -1 : 1;
  const length = Math.max(left.digits.length, right.digits.length);
  const a = left.digits.padEnd(length, '0');
  const b = right.digits.padEnd(length, '0');
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
