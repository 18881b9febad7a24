/** A quantity taken apart as apimachinery's `resource.Quantity` holds it after it was read from the API. */
export interface QuantityForm {
  readonly value: bigint;
  /** A power of ten. */
  readonly scale: number;
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
  /** The text, where the type keeps it. */
  readonly text: string;
}

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const zero: QuantityForm = { value: 0n, scale: 0, format: 'DecimalSI', text: '0' };

/** The form of a quantity in its canonical notation: `0.5` is `500m`, `1024Mi` is `1Gi`, `1.5Gi` is `1536Mi`. */
export function quantityForm(written: string): QuantityForm {
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+)|([A-Za-z]*))$/.exec(written.trim());
  if (found === null) return zero;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = found;
  const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
  if (digits === 0n) return zero;
  const binary = suffix === '' ? -1 : binarySuffixes.indexOf(suffix);
  if (binary > 0) return binaryForm(digits * 1024n ** BigInt(binary), fraction.length);
  if (exponent !== undefined)
    return decimalForm(digits, Number(exponent) - fraction.length, 'DecimalExponent');
  return decimalForm(digits, (decimalSuffixes.indexOf(suffix) - 3) * 3 - fraction.length, 'DecimalSI');
}

/** `digits` over ten to the power of `places`, in bytes. What is no whole number, or small, is written decimally. */
function binaryForm(digits: bigint, places: number): QuantityForm {
  const divisor = 10n ** BigInt(places);
  const bytes = digits / divisor;
  const small = bytes > -1024n && bytes < 1024n;
  if (digits % divisor !== 0n || small) return decimalForm(digits, -places, 'DecimalSI');
  let mantissa = bytes;
  let power = 0;
  while (mantissa % 1024n === 0n && power < binarySuffixes.length - 1) {
    mantissa /= 1024n;
    power += 1;
  }
  // The type keeps the text only of odd multiples of small powers of two.
  const text = (mantissa & 7n) === 0n ? '' : `${mantissa}${binarySuffixes[power]}`;
  return { value: bytes, scale: 0, format: 'BinarySI', text };
}

function decimalForm(digits: bigint, exponent: number, format: QuantityForm['format']): QuantityForm {
  let value = digits;
  let scale = exponent;
  while (value % 10n === 0n) {
    value /= 10n;
    scale += 1;
  }
  while (scale % 3 !== 0) {
    value *= 10n;
    scale -= 1;
  }
  const suffix = format === 'DecimalSI' ? decimalSuffixes[scale / 3 + 3] : scale === 0 ? '' : `e${scale}`;
  return { value, scale, format, text: `${value}${suffix ?? ''}` };
}
