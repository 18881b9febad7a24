import { isJsonObject, type JsonObject, objectAt } from '../json/json-object.js';

/** An OpenAPI v3 schema as CustomResourceDefinitions have it ("structural", kubernetes.io, "Extend the Kubernetes API"). */
export type StructuralSchema = JsonObject;

export const propertiesOf = (schema: StructuralSchema): Record<string, StructuralSchema> =>
  objectAt(schema, 'properties') as Record<string, StructuralSchema>;

/** The schema of a map's values; `undefined` where the object is no map. */
export const valuesOf = (schema: StructuralSchema): StructuralSchema | undefined =>
  isJsonObject(schema.additionalProperties) ? schema.additionalProperties : undefined;

export const itemsOf = (schema: StructuralSchema): StructuralSchema => objectAt(schema, 'items');

/** Whether fields without a schema are kept. */
const keepsUnknown = (schema: StructuralSchema): boolean =>
  schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;

export interface Pruned {
  readonly value: unknown;
  /** Paths of what was left out. */
  readonly unknownFields: readonly string[];
}

/** A copy without the fields that the schema does not know. */
export function pruneUnknown(value: unknown, schema: StructuralSchema): Pruned {
  const unknownFields: string[] = [];
  return { value: prune(value, schema, '', unknownFields), unknownFields };
}

function prune(value: unknown, schema: StructuralSchema, path: string, unknown: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => prune(item, itemsOf(schema), `${path}[${index}]`, unknown));
  if (!isJsonObject(value)) return value;
  const properties = propertiesOf(schema);
  const values = valuesOf(schema);
  const result: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const known = properties[key] ?? values;
    if (known !== undefined) result[key] = prune(inner, known, at, unknown);
    else if (keepsUnknown(schema)) result[key] = inner;
    else unknown.push(at);
  }
  return result;
}

/** Fills in `default`s in place, where the object around them is there. */
export function fillDefaults(value: unknown, schema: StructuralSchema): void {
  if (Array.isArray(value)) for (const item of value) fillDefaults(item, itemsOf(schema));
  if (!isJsonObject(value)) return;
  for (const [key, property] of Object.entries(propertiesOf(schema))) {
    if (value[key] === undefined && property.default !== undefined)
      value[key] = structuredClone(property.default);
    if (value[key] !== undefined) fillDefaults(value[key], property);
  }
  const values = valuesOf(schema);
  if (values !== undefined) for (const inner of Object.values(value)) fillDefaults(inner, values);
}
