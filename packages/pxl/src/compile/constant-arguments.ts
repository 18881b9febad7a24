import type { DataType } from '../columns/types.js';
import { PxlError } from '../pxl-error.js';
import { type ExpressionNode, nodeTypeName } from './expression-node.js';
import { type Argument, constantOfValue, valueKindName } from './query-value.js';

/** An argument that is no constant of the type: an expression of another type, or no expression at all. */
function fail({ value, place }: Argument, name: string, expected: string): never {
  throw PxlError.at(
    place,
    value.kind === 'expression'
      ? `Expected arg '${name}' as type '${expected}', received '${nodeTypeName(value.node)}'`
      : `Expected '${expected}' in arg '${name}', got '${valueKindName(value)}'`,
  );
}

function constantArgument(argument: Argument, name: string, type: DataType, expected: string) {
  const constant = constantOfValue(argument.value);
  return constant?.type === type ? constant.value : fail(argument, name, expected);
}

/** A constant STRING. */
export const stringArgument = (argument: Argument, name: string): string =>
  constantArgument(argument, name, 'STRING', 'String') as string;

/** A constant INT64. */
export const integerArgument = (argument: Argument, name: string): bigint =>
  constantArgument(argument, name, 'INT64', 'Int') as bigint;

/** A constant FLOAT64. */
export const floatArgument = (argument: Argument, name: string): number =>
  constantArgument(argument, name, 'FLOAT64', 'Float') as number;

/** A constant BOOLEAN. */
export const booleanArgument = (argument: Argument, name: string): boolean =>
  constantArgument(argument, name, 'BOOLEAN', 'Bool') as boolean;

/** One string, or a list or tuple of strings. */
export function stringsArgument(argument: Argument, name: string): readonly string[] {
  const { value } = argument;
  if (value.kind !== 'list' && value.kind !== 'tuple') return [stringArgument(argument, name)];
  return value.items.map((item, index) => stringArgument(item, `${name} (index ${index})`));
}

/** A column of a frame, or what `ctx` makes of one. */
export function columnArgument(argument: Argument, name: string): ExpressionNode {
  const { value } = argument;
  if (value.kind === 'expression' && (value.node.kind === 'column' || value.node.kind === 'metadata'))
    return value.node;
  return fail(argument, name, 'Column');
}
