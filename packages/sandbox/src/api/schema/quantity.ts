const decimalPowers: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binaryPowers: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const pattern = /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const nano = 1_000_000_000n;

/** A quantity in billionths, exact; `undefined` where the text is none (k8s.io/apimachinery, api/resource). */
function nanosOf(text: string): { nanos: bigint; suffix: string } | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', digits = '', suffix = ''] = parts;
  const [whole = '', fraction = ''] = digits.split('.');
  let value = BigInt(`${whole}${fraction}` || '0') * nano;
  let divisor = 10n ** BigInt(fraction.length);
  const binary = binaryPowers[suffix];
  if (binary !== undefined) value *= 1024n ** BigInt(binary);
  else {
    const exponent = /^[eE]/.test(suffix) ? Number(suffix.slice(1)) : (decimalPowers[suffix] ?? 0);
    if (Math.abs(exponent) > 30) return undefined;
    if (exponent >= 0) value *= 10n ** BigInt(exponent);
    else divisor *= 10n ** BigInt(-exponent);
  }
  // What is finer than a billionth is rounded up.
  const nanos = (value + divisor - 1n) / divisor;
  return { nanos: sign === '-' ? -nanos : nanos, suffix };
}

/** −1, 0 or 1; `undefined` where one of them is no quantity. */
export function compareQuantities(one: string, other: string): number | undefined {
  const left = nanosOf(one)?.nanos;
  const right = nanosOf(other)?.nanos;
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The form in which the API keeps a quantity: no fraction, the largest suffix of its own kind. `undefined` where it is none. */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = nanosOf(text);
  if (parsed === undefined) return undefined;
  const { nanos, suffix } = parsed;
  if (nanos === 0n) return '0';
  if (suffix in binaryPowers && nanos % nano === 0n && abs(nanos / nano) >= 1024n)
    return binaryForm(nanos / nano);
  return decimalForm(nanos, /^[eE]/.test(suffix));
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

function binaryForm(value: bigint): string {
  for (const [suffix, power] of Object.entries(binaryPowers).reverse()) {
    const unit = 1024n ** BigInt(power);
    if (value % unit === 0n) return `${value / unit}${suffix}`;
  }
  return String(value);
}

function decimalForm(nanos: bigint, scientific: boolean): string {
  for (const [suffix, power] of Object.entries(decimalPowers).sort((one, other) => other[1] - one[1])) {
    const unit = 10n ** BigInt(power + 9);
    if (nanos % unit !== 0n) continue;
    if (scientific) return power === 0 ? `${nanos / unit}` : `${nanos / unit}e${power}`;
    return `${nanos / unit}${suffix}`;
  }
  return `${nanos}n`;
}
