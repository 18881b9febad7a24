import { type JsonObject, objectAt } from '../json/json-object.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import { messageSchema, packageOf } from '../schema/type-registry.js';
import type { FieldType, ScalarKind } from '../schema/type-text.js';

const scalars: Readonly<Record<ScalarKind, JsonObject>> = {
  string: { type: 'string' },
  int: { type: 'integer' },
  bool: { type: 'boolean' },
  double: { type: 'number' },
  bytes: { type: 'string', format: 'byte' },
  quantity: { type: 'string' },
  intOrString: { type: 'string', format: 'int-or-string' },
  time: { type: 'string', format: 'date-time' },
  microTime: { type: 'string', format: 'date-time' },
  raw: { type: 'object' },
  any: { type: 'object' },
};

/** `components.schemas` of a group's document: the types of its kinds and all that they are made of, for `kubectl explain`. */
export function openApiSchemas(resources: readonly ResourceDefinition[]): JsonObject {
  const schemas: JsonObject = {};
  for (const definition of resources) {
    const { group, version, kind, type = kind, custom } = definition;
    const schema = custom === undefined ? addType(type, schemas) : { ...custom.schema };
    if (custom !== undefined) schemas[`${group}.${version}.${kind}`] = schema;
    schema['x-kubernetes-group-version-kind'] = [{ group, kind, version }];
    schema.properties = {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      ...objectAt(schema, 'properties'),
    };
  }
  return schemas;
}

const nameOf = (type: string): string => `${packageOf(type)}.${type}`;

function addType(type: string, schemas: JsonObject): JsonObject {
  const name = nameOf(type);
  const schema: JsonObject = { type: 'object', properties: {} };
  // Before its fields: some types hold themselves.
  schemas[name] = schema;
  const properties: JsonObject = {};
  for (const field of messageSchema(type).fields.values()) {
    const property = propertyOf(field.type, schemas);
    if (field.mergeKey !== undefined) {
      property['x-kubernetes-patch-merge-key'] = field.mergeKey;
      property['x-kubernetes-patch-strategy'] = 'merge';
    }
    properties[field.name] = property;
  }
  schema.properties = properties;
  return schema;
}

function propertyOf(type: FieldType, schemas: JsonObject): JsonObject {
  switch (type.kind) {
    case 'message': {
      if (!(nameOf(type.name) in schemas)) addType(type.name, schemas);
      return { allOf: [{ $ref: `#/components/schemas/${nameOf(type.name)}` }] };
    }
    case 'list':
      return { type: 'array', items: propertyOf(type.of, schemas) };
    case 'map':
      return { type: 'object', additionalProperties: propertyOf(type.of, schemas) };
    default:
      return { ...scalars[type.kind] };
  }
}
