import {
  booleanColumn,
  type Column,
  constantColumn,
  floatColumn,
  smallColumn,
  uint128Key,
  valueAt,
} from '../columns/column.js';
import { compareBytes } from '../columns/compare-bytes.js';
import { concatenate, gather, safeNumber, toFlags, toNumbers } from '../columns/reshape-column.js';
import type { Uint128, Value } from '../columns/types.js';
import { type ConstantComparison, constantComparisons } from './compare-with-constant.js';
import { byColumn } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import type { SemanticRule } from './semantic-rules.js';

/** Two floats closer than this are equal (pixie.md §4.2). */
const epsilon = 2.220446049250313e-16;

type Test = (left: Value, right: Value) => boolean;

/** A test of two columns; numbers in doubles, a coded column against a constant once a distinct value. */
function tested(
  onNumbers: ((left: number, right: number) => boolean) | undefined,
  test: Test,
  withConstant?: ConstantComparison,
) {
  return (args: readonly Column[], rows: number): Column => {
    const [left, right] = args as readonly [Column, Column];
    if (left.form === 'constant' && right.form === 'constant')
      return constantColumn('BOOLEAN', test(left.value, right.value), rows);
    const flags = new Uint8Array(rows);
    if (left.form === 'coded' && right.form === 'constant') {
      const results = Uint8Array.from(left.dictionary, (value) => (test(value, right.value) ? 1 : 0));
      for (let row = 0; row < rows; row++) flags[row] = results[left.codes[row] as number] as number;
      return booleanColumn(flags);
    }
    if (onNumbers !== undefined && left.form === 'boolean' && right.form === 'boolean') {
      return booleanColumn(testFlags(onNumbers, left.values, right.values));
    }
    const lefts = onNumbers && toNumbers(left);
    const limit = onNumbers && right.form === 'constant' ? safeNumber(right.value) : undefined;
    if (onNumbers !== undefined && lefts !== undefined && limit !== undefined) {
      if (withConstant !== undefined) withConstant(lefts, limit, flags);
      else for (let row = 0; row < rows; row++) flags[row] = onNumbers(lefts[row] as number, limit) ? 1 : 0;
      return booleanColumn(flags);
    }
    const rights = onNumbers && toNumbers(right);
    if (onNumbers !== undefined && lefts !== undefined && rights !== undefined) {
      for (let row = 0; row < rows; row++)
        flags[row] = onNumbers(lefts[row] as number, rights[row] as number) ? 1 : 0;
      return booleanColumn(flags);
    }
    for (let row = 0; row < rows; row++) flags[row] = test(valueAt(left, row), valueAt(right, row)) ? 1 : 0;
    return booleanColumn(flags);
  };
}

/** Two columns of flags: there are only four cases. */
function testFlags(
  onNumbers: (left: number, right: number) => boolean,
  lefts: Uint8Array,
  rights: Uint8Array,
): Uint8Array {
  const results = Uint8Array.from([0, 1, 2, 3], (both) => (onNumbers(both >> 1, both & 1) ? 1 : 0));
  const flags = new Uint8Array(lefts.length);
  for (let row = 0; row < flags.length; row++) {
    flags[row] = results[((lefts[row] as number) << 1) | (rights[row] as number)] as number;
  }
  return flags;
}

const sameText: Test = (left, right) => left === right;
const sameUint128: Test = (left, right) => uint128Key(left as Uint128) === uint128Key(right as Uint128);
const close = (left: number, right: number): boolean => Math.abs(left - right) < epsilon;
const sameNumber = (left: number, right: number): boolean => left === right;

/** INT64 against FLOAT64 or BOOLEAN: as doubles. */
const sameAsDoubles: Test = (left, right) => Number(left) === Number(right);

function equality(name: 'equal' | 'notEqual', doc: string): ScalarOverload[] {
  const wanted = name === 'equal';
  const overload = (
    types: string,
    onNumbers: ((left: number, right: number) => boolean) | undefined,
    test: Test,
  ): ScalarOverload =>
    byColumn(
      name,
      `${types}->BOOLEAN`,
      tested(
        onNumbers && ((left, right) => onNumbers(left, right) === wanted),
        (left, right) => test(left, right) === wanted,
        constantComparisons[name],
      ),
      { doc },
    );
  return [
    overload('INT64,INT64', sameNumber, sameText),
    overload('STRING,STRING', undefined, sameText),
    overload('BOOLEAN,BOOLEAN', sameNumber, sameText),
    overload('TIME64NS,TIME64NS', sameNumber, sameText),
    overload('UINT128,UINT128', undefined, sameUint128),
    overload('BOOLEAN,INT64', sameNumber, sameAsDoubles),
    overload('INT64,BOOLEAN', sameNumber, sameAsDoubles),
    overload('INT64,FLOAT64', sameNumber, sameAsDoubles),
    overload('FLOAT64,INT64', sameNumber, sameAsDoubles),
    byColumn(
      name,
      'FLOAT64,FLOAT64->BOOLEAN',
      // Unequal is "further apart", which NaN is not either.
      tested(
        wanted ? close : (left, right) => Math.abs(left - right) > epsilon,
        wanted
          ? (left, right) => close(Number(left), Number(right))
          : (left, right) => Math.abs(Number(left) - Number(right)) > epsilon,
      ),
      { doc },
    ),
  ];
}

function ordering(name: string, holds: (order: number) => boolean, doc: string): ScalarOverload[] {
  const onNumbers = (left: number, right: number): boolean =>
    holds(left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN);
  const onIntegers: Test = (left, right) => holds(left < right ? -1 : left > right ? 1 : 0);
  const overload = (type: string, numbers: typeof onNumbers | undefined, test: Test): ScalarOverload =>
    byColumn(name, `${type},${type}->BOOLEAN`, tested(numbers, test, constantComparisons[name]), { doc });
  return [
    overload('INT64', onNumbers, onIntegers),
    overload('FLOAT64', onNumbers, (left, right) => onNumbers(left as number, right as number)),
    overload('STRING', undefined, (left, right) => holds(compareBytes(left as string, right as string))),
    overload('TIME64NS', onNumbers, onIntegers),
  ];
}

const truth: readonly string[] = ['BOOLEAN', 'INT64'];
const isTrue = (value: number): boolean => value !== 0;

function logic(
  name: string,
  compute: (left: boolean, right: boolean) => boolean,
  doc: string,
): ScalarOverload[] {
  return truth.map((type) =>
    byColumn(
      name,
      `${type},${type}->BOOLEAN`,
      tested(
        (left, right) => compute(isTrue(left), isTrue(right)),
        (left, right) => compute(isTrue(Number(left)), isTrue(Number(right))),
      ),
      { doc },
    ),
  );
}

/** `select` has the type that both values share. */
const selectSemantics: SemanticRule = ([, yes, no]) => (yes !== undefined && yes === no ? yes : 'ST_NONE');

function select(args: readonly Column[], rows: number): Column {
  const [condition, yes, no] = args as readonly [Column, Column, Column];
  if (condition.form === 'constant') return condition.value === true ? yes : no;
  const flags = toFlags(condition);
  const fast = selectNumbers(flags, yes, no);
  if (fast !== undefined) return fast;
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = flags[row] === 1 ? row : rows + row;
  return gather(concatenate(yes.type, [yes, no]), order);
}

function selectNumbers(flags: Uint8Array, yes: Column, no: Column): Column | undefined {
  if (yes.type !== 'INT64' && yes.type !== 'FLOAT64') return undefined;
  const yesNumbers = toNumbers(yes);
  const noNumbers = toNumbers(no);
  if (yesNumbers === undefined || noNumbers === undefined) return undefined;
  const values = new Float64Array(flags.length);
  for (let row = 0; row < flags.length; row++)
    values[row] = (flags[row] === 1 ? yesNumbers[row] : noNumbers[row]) as number;
  return yes.type === 'INT64' ? smallColumn('INT64', values) : floatColumn(values);
}

/** Comparisons, logic without short circuit, and `select` (pixie.md §4.2, §4.3). */
export const logicFunctions: readonly ScalarOverload[] = [
  ...equality('equal', 'True where both are equal; floats where they differ by less than 2.22e-16.'),
  ...equality('notEqual', 'True where the two differ.'),
  byColumn(
    'approxEqual',
    'FLOAT64,FLOAT64->BOOLEAN',
    tested(close, (left, right) => close(Number(left), Number(right))),
    { doc: 'True where the two differ by less than 2.22e-16.' },
  ),
  ...ordering('greaterThan', (order) => order > 0, 'True where the first is greater.'),
  ...ordering('greaterThanEqual', (order) => order >= 0, 'True where the first is greater or equal.'),
  ...ordering('lessThan', (order) => order < 0, 'True where the first is less.'),
  ...ordering('lessThanEqual', (order) => order <= 0, 'True where the first is less or equal.'),
  ...logic('logicalAnd', (left, right) => left && right, 'True where both are.'),
  ...logic('logicalOr', (left, right) => left || right, 'True where one of the two is.'),
  ...truth.map((type) =>
    byColumn(
      'logicalNot',
      `${type}->BOOLEAN`,
      ([arg], rows) =>
        tested(
          (value) => !isTrue(value),
          (value) => !isTrue(Number(value)),
        )([arg as Column, constantColumn('INT64', 0n, rows)], rows),
      { doc: 'True where the argument is not.' },
    ),
  ),
  ...['BOOLEAN', 'INT64', 'FLOAT64', 'TIME64NS', 'STRING'].map((type) =>
    byColumn('select', `BOOLEAN,${type},${type}->${type}`, select, {
      doc: 'The second argument where the first is true, else the third.',
      semanticType: selectSemantics,
    }),
  ),
];
