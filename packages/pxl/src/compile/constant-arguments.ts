import { PxlError } from '../pxl-error.js';
import { type Argument, constantOfValue, valueTypeName } from './query-value.js';

function fail({ value, place }: Argument, name: string, expected: string): never {
  throw PxlError.at(
    place,
    `Expected arg '${name}' as type '${expected}', received '${valueTypeName(value)}'`,
  );
}

/** A constant STRING. */
export function stringArgument(argument: Argument, name: string): string {
  const constant = constantOfValue(argument.value);
  return constant?.type === 'STRING' ? String(constant.value) : fail(argument, name, 'String');
}

/** A constant INT64. */
export function integerArgument(argument: Argument, name: string): bigint {
  const constant = constantOfValue(argument.value);
  return constant?.type === 'INT64' ? (constant.value as bigint) : fail(argument, name, 'Int');
}

/** A constant BOOLEAN. */
export function booleanArgument(argument: Argument, name: string): boolean {
  const constant = constantOfValue(argument.value);
  return constant?.type === 'BOOLEAN' ? constant.value === true : fail(argument, name, 'Bool');
}

/** One string, or a list or tuple of strings. */
export function stringsArgument(argument: Argument, name: string): readonly string[] {
  const { value } = argument;
  if (value.kind !== 'list' && value.kind !== 'tuple') return [stringArgument(argument, name)];
  return value.items.map((item, index) => stringArgument(item, `${name} (index ${index})`));
}
