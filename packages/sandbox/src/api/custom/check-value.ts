import { RE2JS } from 're2js';
import { jsonEquals } from '../../store/json-equals.js';
import { isJsonObject, type JsonObject, listAt, numberAt, textAt } from '../json/json-object.js';
import type { FieldErrors } from '../validation/field-errors.js';
import { itemsOf, propertiesOf, type StructuralSchema, valuesOf } from './structural-schema.js';

/** Checks a value of a custom object against its schema. */
export function checkValue(
  value: unknown,
  schema: StructuralSchema,
  field: string,
  errors: FieldErrors,
): void {
  if (value === null && schema.nullable === true) return;
  if (!hasType(value, schema)) {
    const type = schema['x-kubernetes-int-or-string'] === true ? 'integer,string' : String(schema.type);
    errors.typeInvalid(
      field,
      typeName(value),
      `${field} in body must be of type ${type}: "${typeName(value)}"`,
    );
    return;
  }
  checkEnum(value, schema, field, errors);
  if (typeof value === 'number') checkNumber(value, schema, field, errors);
  else if (typeof value === 'string') checkText(value, schema, field, errors);
  else if (Array.isArray(value)) checkList(value, schema, field, errors);
  else if (isJsonObject(value)) checkObject(value, schema, field, errors);
}

function hasType(value: unknown, schema: StructuralSchema): boolean {
  if (schema['x-kubernetes-int-or-string'] === true)
    return typeof value === 'string' || Number.isInteger(value);
  switch (schema.type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return true;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function checkEnum(value: unknown, schema: StructuralSchema, field: string, errors: FieldErrors): void {
  const choices = listAt(schema, 'enum');
  if (choices.length === 0 || choices.some((one) => jsonEquals(one, value))) return;
  errors.notSupported(field, value, choices.map(String));
}

function checkNumber(value: number, schema: StructuralSchema, field: string, errors: FieldErrors): void {
  const minimum = numberAt(schema, 'minimum');
  const maximum = numberAt(schema, 'maximum');
  const multiple = numberAt(schema, 'multipleOf');
  const tooSmall =
    schema.exclusiveMinimum === true ? value <= (minimum ?? Number.NaN) : value < (minimum ?? Number.NaN);
  const tooLarge =
    schema.exclusiveMaximum === true ? value >= (maximum ?? Number.NaN) : value > (maximum ?? Number.NaN);
  if (tooSmall) {
    const than = schema.exclusiveMinimum === true ? 'greater than' : 'greater than or equal to';
    errors.invalid(field, value, `${field} in body should be ${than} ${minimum}`);
  }
  if (tooLarge) {
    const than = schema.exclusiveMaximum === true ? 'less than' : 'less than or equal to';
    errors.invalid(field, value, `${field} in body should be ${than} ${maximum}`);
  }
  if (multiple !== undefined && !Number.isInteger(value / multiple)) {
    errors.invalid(field, value, `${field} in body should be a multiple of ${multiple}`);
  }
}

function checkText(value: string, schema: StructuralSchema, field: string, errors: FieldErrors): void {
  const longest = numberAt(schema, 'maxLength');
  const shortest = numberAt(schema, 'minLength');
  const pattern = textAt(schema, 'pattern');
  const length = [...value].length;
  if (longest !== undefined && length > longest) errors.tooLong(field, longest);
  if (shortest !== undefined && length < shortest) {
    errors.invalid(field, value, `${field} in body should be at least ${shortest} chars long`);
  }
  // RE2, as a real server's: linear, whatever the pattern is.
  if (pattern !== undefined && !RE2JS.compile(pattern).matcher(value).find()) {
    errors.invalid(field, value, `${field} in body should match '${pattern}'`);
  }
}

function checkList(
  value: readonly unknown[],
  schema: StructuralSchema,
  field: string,
  errors: FieldErrors,
): void {
  const most = numberAt(schema, 'maxItems');
  const least = numberAt(schema, 'minItems');
  if (most !== undefined && value.length > most) {
    errors.tooMany(field, value.length, most);
  }
  if (least !== undefined && value.length < least) {
    errors.invalid(field, value.length, `${field} in body should have at least ${least} items`);
  }
  for (const [index, item] of value.entries())
    checkValue(item, itemsOf(schema), `${field}[${index}]`, errors);
}

function checkObject(value: JsonObject, schema: StructuralSchema, field: string, errors: FieldErrors): void {
  const within = (key: string): string => (field === '' ? key : `${field}.${key}`);
  for (const key of listAt(schema, 'required').map(String)) {
    if (value[key] === undefined) errors.required(within(key));
  }
  const properties = propertiesOf(schema);
  const values = valuesOf(schema);
  for (const [key, inner] of Object.entries(value)) {
    const known = properties[key] ?? values;
    if (known !== undefined) checkValue(inner, known, within(key), errors);
  }
}
