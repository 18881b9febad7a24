import { type Column, constantColumn, smallColumn } from '../columns/column.js';
import { integerColumn } from '../columns/integer-column.js';
import { toNumbers, toWide } from '../columns/reshape-column.js';
import { PxlError } from '../pxl-error.js';

type IntegerType = 'INT64' | 'TIME64NS';

interface IntegerOperation {
  /** Over doubles; trusted only while arguments and result are safe integers. */
  readonly small: (left: number, right: number) => number;
  /** Over 64-bit integers; the result wraps. */
  readonly wide: (left: bigint, right: bigint) => bigint;
}

/** Computes over INT64 and TIME64NS: in doubles while everything is a safe integer, in BigInts otherwise. */
export function integerArithmetic(
  operation: IntegerOperation,
  type: IntegerType,
  left: Column,
  right: Column,
  rows: number,
): Column {
  if (left.form === 'constant' && right.form === 'constant') {
    if (rows === 0) return constantColumn(type, 0n, 0);
    return constantColumn(type, wrap(operation.wide(left.value as bigint, right.value as bigint)), rows);
  }
  const small = inDoubles(operation, type, left, right, rows);
  if (small !== undefined) return small;
  const lefts = toWide(left);
  const rights = toWide(right);
  const values = new BigInt64Array(rows);
  for (let row = 0; row < rows; row++)
    values[row] = wrap(operation.wide(lefts[row] as bigint, rights[row] as bigint));
  return integerColumn(type, values);
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

function inDoubles(
  { small }: IntegerOperation,
  type: IntegerType,
  left: Column,
  right: Column,
  rows: number,
): Column | undefined {
  const lefts = toNumbers(left);
  const rights = toNumbers(right);
  if (lefts === undefined || rights === undefined) return undefined;
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = small(lefts[row] as number, rights[row] as number);
    if (!Number.isSafeInteger(value)) return undefined;
    // A zero is never negative among integers.
    values[row] = value + 0;
  }
  return smallColumn(type, values);
}

export const addition: IntegerOperation = {
  small: (left, right) => left + right,
  wide: (left, right) => left + right,
};
export const subtraction: IntegerOperation = {
  small: (left, right) => left - right,
  wide: (left, right) => left - right,
};
export const multiplication: IntegerOperation = {
  small: (left, right) => left * right,
  wide: (left, right) => left * right,
};

const byZero = (what: string): never => {
  throw PxlError.nowhere(`${what} by zero`);
};

/** C++'s remainder: it has the sign of the dividend. */
export const remainder: IntegerOperation = {
  small: (left, right) => (right === 0 ? byZero('modulo') : left % right),
  wide: (left, right) => (right === 0n ? byZero('modulo') : left % right),
};

/** `value - value % size`: rounds toward zero (pixie.md §4.4). */
const binning: IntegerOperation = {
  small: (value, size) => (size === 0 ? byZero('bin') : value - (value % size)),
  wide: (value, size) => (size === 0n ? byZero('bin') : value - (value % size)),
};

/** Bins an integer column; times with a common base and a constant size stay in doubles. */
export function binColumn(type: IntegerType, values: Column, size: Column, rows: number): Column {
  if (
    values.form === 'small' &&
    values.base > 0n &&
    size.form === 'constant' &&
    (size.value as bigint) > 0n
  ) {
    const { base, offsets } = values;
    const width = Number(size.value);
    const shift = Number(base % (size.value as bigint));
    const binned = new Float64Array(rows);
    let safe = Number.isSafeInteger(width);
    // Times come in order: most rows are in the bin of the row before, and remainders are slow.
    let bin = 0;
    let end = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < rows && safe; row++) {
      const offset = offsets[row] as number;
      if (!(offset >= bin && offset < end)) {
        bin = offset - ((shift + offset) % width);
        end = bin + width;
      }
      // Only above zero is rounding toward zero rounding down.
      safe = offset >= 0 && Number.isSafeInteger(shift + offset);
      binned[row] = bin;
    }
    if (safe) return smallColumn(type, binned, base);
  }
  return integerArithmetic(binning, type, values, size, rows);
}
