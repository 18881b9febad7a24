import { PxlError } from '../pxl-error.js';
import { constantOf } from './expression-node.js';
import {
  type Argument,
  type QueryValue,
  type TypeObject,
  valueKindName,
  valueTypeName,
} from './query-value.js';

/** An annotation checks the data type of a constant; a column has none yet, so it never fits (pixie.md §3.5). */
export function checkAnnotation(annotation: QueryValue, { value, place }: Argument): void {
  const misfit = (expected: string, received: string): PxlError =>
    PxlError.at(place, `Expected '${expected}', received '${received}'`);
  if (annotation.kind !== 'type') {
    if (valueKindName(annotation) !== valueKindName(value))
      throw misfit(valueTypeName(annotation), valueTypeName(value));
    return;
  }
  if (annotation.type === undefined && value.kind === annotation.name) return;
  if (value.kind !== 'expression') throw misfit(typeText(annotation), valueKindName(value));
  const expected = (annotation.type ?? unknownType).toLowerCase();
  const received = (constantOf(value.node)?.type ?? unknownType).toLowerCase();
  if (received !== expected) throw misfit(expected, received);
}

const unknownType = 'DATA_TYPE_UNKNOWN';

/** What Pixie calls a type that something else than an expression was given for. */
export function typeText(object: TypeObject): string {
  if (object.type === undefined) return `k${object.name}`;
  const { type, semanticType } = object;
  return (semanticType === 'ST_NONE' ? type : semanticType).toLowerCase();
}
