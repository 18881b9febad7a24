import { type Column, constantColumn, floatColumn, smallColumn } from '../columns/column.js';
import { integerColumn } from '../columns/integer-column.js';
import { toDoubles, toWide } from '../columns/reshape-column.js';
import type { Value } from '../columns/types.js';
import { byColumn, byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import {
  addition,
  binColumn,
  integerArithmetic,
  multiplication,
  remainder,
  subtraction,
} from './int64-arithmetic.js';
import { inheritOneOf, measures, type SemanticRule, sharedOneOf } from './semantic-rules.js';

type Apply = (args: readonly Column[], rows: number) => Column;

const two = (apply: (left: Column, right: Column, rows: number) => Column): Apply => {
  return ([left, right], rows) => apply(left as Column, right as Column, rows);
};

/** Over doubles, whatever the arguments' types. */
function doubles(compute: (left: number, right: number) => number): Apply {
  return two((left, right, rows) => {
    if (left.form === 'constant' && right.form === 'constant') {
      return constantColumn('FLOAT64', compute(Number(left.value), Number(right.value)), rows);
    }
    const lefts = toDoubles(left);
    const rights = toDoubles(right);
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = compute(lefts[row] as number, rights[row] as number);
    return floatColumn(values);
  });
}

function doubleOf(compute: (value: number) => number): Apply {
  return ([arg], rows) => {
    const column = arg as Column;
    if (column.form === 'constant') return constantColumn('FLOAT64', compute(Number(column.value)), rows);
    return floatColumn(toDoubles(column).map(compute));
  };
}

/** FLOAT64 to INT64, as a C++ cast of a finite double; what does not fit becomes the least INT64. */
function integerOf(compute: (value: number) => number): Apply {
  return ([arg], rows) => {
    const column = arg as Column;
    if (column.form === 'constant')
      return constantColumn('INT64', toInt64(compute(Number(column.value))), rows);
    const values = toDoubles(column).map(compute);
    if (values.every(Number.isSafeInteger))
      return smallColumn(
        'INT64',
        values.map((value) => value + 0),
      );
    return integerColumn('INT64', BigInt64Array.from(values, toInt64));
  };
}

const leastInt64 = -(2n ** 63n);
function toInt64(value: number): bigint {
  if (!Number.isFinite(value)) return leastInt64;
  const integer = BigInt(Math.trunc(value));
  return integer > 2n ** 63n - 1n || integer < leastInt64 ? leastInt64 : integer;
}

const mixes = ['INT64,INT64', 'FLOAT64,FLOAT64', 'FLOAT64,INT64', 'INT64,FLOAT64'];
const floatMixes = mixes.slice(1);

const sameMeasure = sharedOneOf(...measures);

function sumLike(
  name: 'add' | 'subtract' | 'multiply',
  operation: typeof addition,
  compute: (left: number, right: number) => number,
  doc: string,
  semanticType?: SemanticRule,
): ScalarOverload[] {
  const details = { doc, ...(semanticType !== undefined && { semanticType }) };
  return [
    byColumn(
      name,
      'INT64,INT64->INT64',
      two((left, right, rows) => integerArithmetic(operation, 'INT64', left, right, rows)),
      details,
    ),
    ...floatMixes.map((types) => byColumn(name, `${types}->FLOAT64`, doubles(compute), details)),
  ];
}

function withTimes(name: 'add' | 'subtract', signature: string, doc: string): ScalarOverload {
  const operation = name === 'add' ? addition : subtraction;
  const type = signature.endsWith('TIME64NS') ? 'TIME64NS' : 'INT64';
  return byColumn(
    name,
    signature,
    two((left, right, rows) => integerArithmetic(operation, type, left, right, rows)),
    { doc },
  );
}

const divisionSemantics: SemanticRule = ([left, right]) => {
  if (right !== 'ST_DURATION_NS') return 'ST_NONE';
  return left === 'ST_BYTES' ? 'ST_THROUGHPUT_BYTES_PER_NS' : 'ST_THROUGHPUT_PER_NS';
};

const absSemantics = inheritOneOf(...measures, 'ST_PERCENT');

const integerPairs = ['INT64,INT64', 'TIME64NS,INT64', 'INT64,TIME64NS', 'TIME64NS,TIME64NS'];

function logarithm(base: number, value: number): number {
  return Math.log(value) / Math.log(base);
}

/** As C has it: 1 to any power is 1, and so is -1 to an infinite one. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

function unaryDouble(name: string, compute: (value: number) => number, doc: string): ScalarOverload[] {
  return ['INT64', 'FLOAT64'].map((type) => byColumn(name, `${type}->FLOAT64`, doubleOf(compute), { doc }));
}

/** Text of `%.*f`: exact ties go to the even digit, as C rounds the binary value. */
function round([value, digits]: readonly Value[]): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'nan' : number < 0 ? '-inf' : 'inf';
  // Without a precision, C writes six digits.
  const places = (digits as bigint) < 0n ? 6 : Math.min(Number(digits), 100);
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  const size = Math.abs(number);
  // From here on there is nothing behind the point, and `toFixed` changes its form.
  if (size >= 1e21) return `${sign}${BigInt(size)}${places > 0 ? `.${'0'.repeat(places)}` : ''}`;
  const rounded = `${sign}${size.toFixed(places)}`;
  const exact = size.toFixed(100);
  const cut = exact.indexOf('.') + 1 + places;
  if (!/^50*$/.test(exact.slice(cut))) return rounded;
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  const isEven = '02468'.includes(kept.at(-1) ?? '');
  return isEven ? `${sign}${kept}` : rounded;
}

/** Arithmetic (pixie.md §4.2). Overloads match exactly: no argument is converted. */
export const mathFunctions: readonly ScalarOverload[] = [
  ...sumLike(
    'add',
    addition,
    (left, right) => left + right,
    'Sum of two numbers, or two strings joined.',
    sameMeasure,
  ),
  byValue('add', 'STRING,STRING->STRING', ([left, right]) => `${left}${right}`, {
    doc: 'Two strings joined.',
    semanticType: sameMeasure,
  }),
  withTimes('add', 'TIME64NS,INT64->TIME64NS', 'A time moved by nanoseconds.'),
  withTimes('add', 'INT64,TIME64NS->TIME64NS', 'A time moved by nanoseconds.'),
  ...sumLike(
    'subtract',
    subtraction,
    (left, right) => left - right,
    'Difference of two numbers.',
    sameMeasure,
  ),
  withTimes('subtract', 'TIME64NS,INT64->TIME64NS', 'A time moved back by nanoseconds.'),
  withTimes('subtract', 'TIME64NS,TIME64NS->INT64', 'Nanoseconds between two times.'),
  withTimes('subtract', 'INT64,TIME64NS->INT64', 'Nanoseconds between two times.'),
  ...sumLike('multiply', multiplication, (left, right) => left * right, 'Product of two numbers.'),
  ...mixes.map((types) =>
    byColumn(
      'divide',
      `${types}->FLOAT64`,
      doubles((left, right) => left / right),
      {
        doc: 'Quotient of two numbers, always a FLOAT64.',
        semanticType: divisionSemantics,
      },
    ),
  ),
  ...integerPairs.map((types) =>
    byColumn(
      'modulo',
      `${types}->INT64`,
      two((left, right, rows) => integerArithmetic(remainder, 'INT64', left, right, rows)),
      {
        doc: 'Remainder with the sign of the dividend.',
      },
    ),
  ),
  ...integerPairs.map((types) => {
    const type = types === 'INT64,INT64' ? 'INT64' : 'TIME64NS';
    return byColumn(
      'bin',
      `${types}->${type}`,
      two((value, size, rows) => binColumn(type, value, size, rows)),
      {
        doc: 'The value rounded toward zero to a multiple of the size: groups rows into windows.',
      },
    );
  }),
  byColumn(
    'bin',
    'FLOAT64,INT64->INT64',
    two((value, size, rows) => binColumn('INT64', integerOf(Math.trunc)([value], rows), size, rows)),
    { doc: 'The value, cut to an integer, rounded toward zero to a multiple of the size.' },
  ),
  ...mixes.map((types) =>
    byColumn('log', `${types}->FLOAT64`, doubles(logarithm), {
      doc: 'Logarithm of the second argument to the base of the first.',
    }),
  ),
  ...mixes.map((types) =>
    byColumn('pow', `${types}->FLOAT64`, doubles(power), {
      doc: 'The first argument to the power of the second.',
    }),
  ),
  ...unaryDouble('ln', Math.log, 'Natural logarithm.'),
  ...unaryDouble('log2', Math.log2, 'Logarithm to the base 2.'),
  ...unaryDouble('log10', Math.log10, 'Logarithm to the base 10.'),
  ...unaryDouble('exp', Math.exp, 'e to the power of the argument.'),
  ...unaryDouble('sqrt', Math.sqrt, 'Square root.'),
  byValue(
    'abs',
    'INT64->INT64',
    ([value]) => ((value as bigint) < 0n ? BigInt.asIntN(64, -(value as bigint)) : (value as bigint)),
    { doc: 'Absolute value.', semanticType: absSemantics },
  ),
  byColumn('abs', 'FLOAT64->FLOAT64', doubleOf(Math.abs), {
    doc: 'Absolute value.',
    semanticType: absSemantics,
  }),
  byColumn('ceil', 'FLOAT64->INT64', integerOf(Math.ceil), { doc: 'Rounded up to an integer.' }),
  byColumn('floor', 'FLOAT64->INT64', integerOf(Math.floor), { doc: 'Rounded down to an integer.' }),
  byValue('round', 'FLOAT64,INT64->STRING', round, {
    doc: 'Text of the number with so many digits after the point.',
  }),
  byColumn(
    'negate',
    'INT64->INT64',
    ([arg], rows) =>
      integerArithmetic(subtraction, 'INT64', constantColumn('INT64', 0n, rows), arg as Column, rows),
    { doc: 'The number with the other sign.' },
  ),
  byColumn(
    'negate',
    'FLOAT64->FLOAT64',
    doubleOf((value) => -value),
    { doc: 'The number with the other sign.' },
  ),
  byValue('invert', 'INT64->INT64', ([value]) => ~(value as bigint), { doc: 'Every bit turned round.' }),
  byColumn('time_to_int64', 'TIME64NS->INT64', ([arg]) => retyped(arg as Column, 'INT64'), {
    doc: 'A time as nanoseconds since the epoch.',
  }),
  byColumn('int64_to_time', 'INT64->TIME64NS', ([arg]) => retyped(arg as Column, 'TIME64NS'), {
    doc: 'Nanoseconds since the epoch as a time.',
  }),
];

function retyped(column: Column, type: 'INT64' | 'TIME64NS'): Column {
  if (column.form === 'small' || column.form === 'constant') return { ...column, type };
  return integerColumn(type, toWide(column));
}
