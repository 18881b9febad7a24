import {
  ActivityFailedError,
  type Definition,
  defineTolerance,
  type InputValues,
  integer,
  json,
  list,
  number,
  string,
} from '@chaoskit/core';
import { groupValues } from './group-values.js';
import { median, percentileOf } from './statistics.js';

const input = {
  column: string({ description: 'the column whose values are judged' }),
  // Spelled as the extension spells it.
  treshold: number({ description: 'the limit, in the converted unit' }),
  target: list({ default: null, description: 'key and regular expression of the rows to look at' }),
  convert_from_nanoseconds: string({
    default: null,
    description: 'unit to convert the values to: seconds, milliseconds or microseconds',
  }),
  value: json({ default: null, description: 'the rows, which the engine gives' }),
};
const percentileInput = { ...input, percentile: integer({ default: 99, description: '1 to 99' }) };

const selected = (args: InputValues<typeof input>): number[] =>
  groupValues(args.value, {
    column: args.column,
    target: args.target,
    unit: args.convert_from_nanoseconds,
  });

function medianOf(args: InputValues<typeof input>): number {
  const values = selected(args);
  if (values.length === 0)
    throw new ActivityFailedError('failed to compute median', { hint: noRows(args.column) });
  return median(values);
}

function percentile(args: InputValues<typeof percentileInput>): number {
  const values = selected(args);
  if (values.length < 2)
    throw new ActivityFailedError('failed to compute percentiles', {
      hint: values.length === 0 ? noRows(args.column) : 'at least two rows are needed',
    });
  // Zero takes the last of the list in Python, which is the 99th.
  const wanted = args.percentile === 0 ? 99 : args.percentile;
  if (wanted < 1 || wanted > 99)
    throw new ActivityFailedError(`there is no percentile ${args.percentile}`, { hint: 'from 1 to 99' });
  return percentileOf(values, wanted);
}

const noRows = (column: string): string => `no row has a number in column '${column}'`;

/** The tolerances of `chaospixie.tolerances`. Below and above include the limit itself. */
export const thresholdTolerances: readonly Definition[] = [
  defineTolerance({
    name: 'chaospixie.tolerances.median_should_be_below',
    summary: 'The median of a column is at or below a threshold.',
    input,
    run: async (args) => medianOf(args) <= args.treshold,
  }),
  defineTolerance({
    name: 'chaospixie.tolerances.median_should_be_above',
    summary: 'The median of a column is at or above a threshold.',
    input,
    run: async (args) => medianOf(args) >= args.treshold,
  }),
  defineTolerance({
    name: 'chaospixie.tolerances.percentile_should_be_below',
    summary: 'A percentile of a column is at or below a threshold.',
    input: percentileInput,
    run: async (args) => percentile(args) <= args.treshold,
  }),
  defineTolerance({
    name: 'chaospixie.tolerances.percentile_should_be_above',
    summary: 'A percentile of a column is at or above a threshold.',
    input: percentileInput,
    run: async (args) => percentile(args) >= args.treshold,
  }),
];
