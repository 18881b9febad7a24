import { buildColumn } from '../columns/build-column.js';
import { type Column, codedColumn, floatColumn, smallColumn, valueAt, zeroValue } from '../columns/column.js';
import { doubleText } from '../columns/double-text.js';
import { gather, toDoubles, toNumbers, toWide } from '../columns/reshape-column.js';
import type { DataType } from '../columns/types.js';
import { MergingDigest } from '../sketches/merging-digest.js';
import { aggregate } from './define-function.js';
import type { AggregateOverload } from './function-table.js';
import type { GroupedRows } from './implementation.js';
import { inheritOneOf, measures, type SemanticRule, throughputs } from './semantic-rules.js';

const allTypes: readonly DataType[] = ['BOOLEAN', 'INT64', 'UINT128', 'FLOAT64', 'STRING', 'TIME64NS'];

const leastInt64 = -(2n ** 63n);
const greatestInt64 = 2n ** 63n - 1n;
/** What the maximum of floats starts at upstream: so the maximum of only negative floats is this (pixie.md §4.5). */
const floatMaximumStart = 2.2250738585072014e-308;

function count(_args: readonly Column[], groups: GroupedRows): Column {
  return smallColumn('INT64', rowsOfGroups(groups));
}

function rowsOfGroups({ groupOf, count: groups }: GroupedRows): Float64Array {
  const counts = new Uint32Array(groups);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] as number;
    counts[group] = (counts[group] as number) + 1;
  }
  return Float64Array.from(counts);
}

function sumOfDoubles(column: Column, { groupOf, count: groups }: GroupedRows): Float64Array {
  const values = toDoubles(column);
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] as number;
    sums[group] = (sums[group] as number) + (values[row] as number);
  }
  return sums;
}

function sumOfIntegers([arg]: readonly Column[], groups: GroupedRows): Column {
  const column = arg as Column;
  const numbers = toNumbers(column);
  if (numbers !== undefined && addsUpSafely(numbers))
    return smallColumn('INT64', sumOfDoubles(column, groups));
  const values = toWide(column);
  const sums = new BigInt64Array(groups.count);
  // A BigInt64Array wraps by itself.
  for (let row = 0; row < values.length; row++) {
    const group = groups.groupOf[row] as number;
    sums[group] = (sums[group] as bigint) + (values[row] as bigint);
  }
  return buildColumn('INT64', [...sums]);
}

/** Whether every sum of some of the numbers is a safe integer; a sum that is safe in the end may have lost something on its way. */
function addsUpSafely(numbers: Float64Array): boolean {
  let most = 0;
  for (let row = 0; row < numbers.length; row++) most += Math.abs(numbers[row] as number);
  return most <= Number.MAX_SAFE_INTEGER;
}

function mean([arg]: readonly Column[], groups: GroupedRows): Column {
  const sums = sumOfDoubles(arg as Column, groups);
  const counts = rowsOfGroups(groups);
  return floatColumn(sums.map((sum, group) => sum / (counts[group] as number)));
}

function extreme(type: 'INT64' | 'TIME64NS' | 'FLOAT64', which: 'min' | 'max') {
  return ([arg]: readonly Column[], { groupOf, count: groups }: GroupedRows): Column => {
    const column = arg as Column;
    const sign = which === 'min' ? -1 : 1;
    if (type === 'FLOAT64') {
      const values = toDoubles(column);
      const found = new Float64Array(groups).fill(which === 'min' ? Number.MAX_VALUE : floatMaximumStart);
      for (let row = 0; row < groupOf.length; row++) {
        const group = groupOf[row] as number;
        const value = values[row] as number;
        if ((value - (found[group] as number)) * sign > 0) found[group] = value;
      }
      return floatColumn(found);
    }
    const start = which === 'min' ? greatestInt64 : leastInt64;
    if (column.form === 'small') {
      const found = new Float64Array(groups).fill(-sign * Number.POSITIVE_INFINITY);
      for (let row = 0; row < groupOf.length; row++) {
        const group = groupOf[row] as number;
        const value = column.offsets[row] as number;
        if ((value - (found[group] as number)) * sign > 0) found[group] = value;
      }
      if (found.every(Number.isFinite)) return smallColumn(type, found, column.base);
      return buildColumn(
        type,
        Array.from(found, (offset) => (Number.isFinite(offset) ? column.base + BigInt(offset) : start)),
      );
    }
    const found: bigint[] = new Array<bigint>(groups).fill(start);
    for (let row = 0; row < groupOf.length; row++) {
      const group = groupOf[row] as number;
      const value = valueAt(column, row) as bigint;
      const known = found[group] as bigint;
      if (which === 'min' ? value < known : value > known) found[group] = value;
    }
    return buildColumn(type, found);
  };
}

const shares: readonly (readonly [string, number])[] = [
  ['p01', 0.01],
  ['p10', 0.1],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p99', 0.99],
];

/** JSON text with the seven quantiles of each group. */
function quantiles([arg]: readonly Column[], { groupOf, count: groups }: GroupedRows): Column {
  const values = toDoubles(arg as Column);
  const digests = Array.from({ length: groups }, () => new MergingDigest());
  for (let row = 0; row < groupOf.length; row++) digests[groupOf[row] as number]?.add(values[row] as number);
  const texts = digests.map(
    (digest) =>
      `{${shares.map(([name, share]) => `"${name}":${doubleText(digest.quantile(share))}`).join(',')}}`,
  );
  return codedColumn(
    'STRING',
    Uint32Array.from(texts, (_, group) => group),
    texts,
  );
}

/** The group's last row, as upstream has it within a node; the zero value for no rows. */
function any([arg]: readonly Column[], { rows, groupOf, count: groups }: GroupedRows): Column {
  const column = arg as Column;
  const last = new Uint32Array(groups).fill(0xffff_ffff);
  for (let row = 0; row < rows; row++) last[groupOf[row] as number] = row;
  if (rows === 0)
    return buildColumn(
      column.type,
      Array.from({ length: groups }, () => zeroValue(column.type)),
    );
  return gather(column, last);
}

const inheritAny: SemanticRule = ([first]) => first ?? 'ST_NONE';
const inheritMeasure = inheritOneOf(...measures, 'ST_PERCENT');
const quantileSemantics: SemanticRule = ([first]) =>
  first === 'ST_DURATION_NS' ? 'ST_DURATION_NS_QUANTILES' : 'ST_QUANTILES';

/** Aggregates (pixie.md §4.5). */
export const aggregateFunctions: readonly AggregateOverload[] = [
  ...allTypes.map((type) => aggregate('count', `${type}->INT64`, count, { doc: 'Number of rows.' })),
  ...(['INT64', 'BOOLEAN'] as const).map((type) =>
    aggregate('sum', `${type}->INT64`, sumOfIntegers, {
      doc: 'Sum of the values.',
      semanticType: inheritOneOf('ST_BYTES', ...throughputs, 'ST_PERCENT'),
    }),
  ),
  aggregate('sum', 'FLOAT64->FLOAT64', ([arg], groups) => floatColumn(sumOfDoubles(arg as Column, groups)), {
    doc: 'Sum of the values.',
    semanticType: inheritOneOf('ST_BYTES', ...throughputs, 'ST_PERCENT'),
  }),
  ...['FLOAT64', 'INT64', 'BOOLEAN'].map((type) =>
    aggregate('mean', `${type}->FLOAT64`, mean, {
      doc: 'Arithmetic mean; NaN of no rows.',
      semanticType: inheritMeasure,
    }),
  ),
  ...(['INT64', 'FLOAT64', 'TIME64NS'] as const).flatMap((type) => [
    aggregate('min', `${type}->${type}`, extreme(type, 'min'), {
      doc: 'Least value.',
      semanticType: inheritMeasure,
    }),
    aggregate('max', `${type}->${type}`, extreme(type, 'max'), {
      doc: 'Greatest value.',
      semanticType: inheritMeasure,
    }),
  ]),
  ...['FLOAT64', 'INT64'].map((type) =>
    aggregate('quantiles', `${type}->STRING`, quantiles, {
      doc: 'JSON text with the quantiles p01, p10, p25, p50, p75, p90 and p99, by t-digest.',
      semanticType: quantileSemantics,
    }),
  ),
  ...allTypes.map((type) =>
    aggregate('any', `${type}->${type}`, any, {
      doc: 'Some value of the group: the last one.',
      semanticType: inheritAny,
    }),
  ),
];
