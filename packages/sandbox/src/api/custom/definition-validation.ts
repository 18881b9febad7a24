import { isJsonObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../json/json-object.js';
import type { FieldErrors } from '../validation/field-errors.js';
import { labelProblems, subdomainProblems } from '../validation/names.js';
import { itemsOf, propertiesOf, valuesOf } from './structural-schema.js';

const scopes = ['Cluster', 'Namespaced'];
const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** A CustomResourceDefinition (kubernetes, apiextensions-apiserver, validation). */
export function validateDefinition(crd: JsonObject, errors: FieldErrors): void {
  const spec = objectAt(crd, 'spec');
  const plural = textAt(spec, 'names', 'plural') ?? '';
  const group = textAt(spec, 'group') ?? '';
  const wanted = `${plural}.${group}`;
  if (textAt(crd, 'metadata', 'name') !== wanted) {
    errors.invalid(
      'metadata.name',
      textAt(crd, 'metadata', 'name'),
      `must be spec.names.plural+"."+spec.group`,
    );
  }
  if (group === '') errors.required('spec.group');
  else for (const problem of subdomainProblems(group)) errors.invalid('spec.group', group, problem);
  if (group !== '' && !group.includes('.')) {
    errors.invalid('spec.group', group, 'should be a domain with at least one dot');
  }
  checkNames(objectAt(spec, 'names'), errors);
  const scope = textAt(spec, 'scope') ?? '';
  if (scope === '') errors.required('spec.scope');
  else if (!scopes.includes(scope)) errors.notSupported('spec.scope', scope, scopes);
  checkVersions(objectsAt(spec, 'versions'), errors);
  if (textAt(spec, 'conversion', 'strategy') === 'Webhook') {
    errors.notSupported('spec.conversion.strategy', 'Webhook', ['None']);
  }
}

function checkNames(names: JsonObject, errors: FieldErrors): void {
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const name = textAt(names, field) ?? '';
    if (name === '') errors.required(`spec.names.${field}`);
    else
      for (const problem of labelProblems(name.toLowerCase()))
        errors.invalid(`spec.names.${field}`, name, problem);
  }
}

function checkVersions(versions: readonly JsonObject[], errors: FieldErrors): void {
  const stored = versions.filter((one) => one.storage === true);
  if (stored.length !== 1) {
    errors.invalid('spec.versions', versions, 'must have exactly one version marked as storage version');
    errors.invalid('status.storedVersions', [], 'must have at least one stored version');
  }
  const seen = new Set<string>();
  for (const [index, version] of versions.entries()) {
    const field = `spec.versions[${index}]`;
    const name = textAt(version, 'name') ?? '';
    for (const problem of labelProblems(name)) errors.invalid(`${field}.name`, name, problem);
    if (seen.has(name)) errors.duplicate(`${field}.name`, name);
    seen.add(name);
    const schema = objectAt(version, 'schema').openAPIV3Schema;
    if (!isJsonObject(schema)) errors.required(`${field}.schema.openAPIV3Schema`, 'schemas are required');
    // A schema that all versions share is spoken of as the definition's own.
    else
      checkSchema(
        schema,
        versions.length === 1 ? 'spec.validation.openAPIV3Schema' : `${field}.schema.openAPIV3Schema`,
        errors,
      );
  }
}

/** Structural schemas tell the type of everything, or that it is free. */
function checkSchema(schema: JsonObject, field: string, errors: FieldErrors): void {
  const { type } = schema;
  const isFree =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (type === undefined || type === '') {
    if (!isFree) errors.required(`${field}.type`, 'must not be empty for specified object fields');
  } else if (!types.includes(String(type))) errors.notSupported(`${field}.type`, type, types);
  for (const [key, property] of Object.entries(propertiesOf(schema))) {
    checkSchema(property, `${field}.properties[${key}]`, errors);
  }
  const values = valuesOf(schema);
  if (values !== undefined) checkSchema(values, `${field}.additionalProperties`, errors);
  if (type === 'array') {
    if (isJsonObject(schema.items)) checkSchema(itemsOf(schema), `${field}.items`, errors);
    else errors.required(`${field}.items`, 'must be specified');
  }
  const pattern = textAt(schema, 'pattern');
  if (pattern !== undefined && !isPattern(pattern))
    errors.invalid(`${field}.pattern`, pattern, 'must be a valid regular expression');
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Names and versions that objects were stored under stay. */
export function validateDefinitionUpdate(crd: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  for (const path of [['scope'], ['names', 'kind'], ['names', 'plural']] as const) {
    const value = textAt(crd, 'spec', ...path);
    if (value !== textAt(previous, 'spec', ...path))
      errors.invalid(`spec.${path.join('.')}`, value, 'field is immutable');
  }
  const names = objectsAt(crd, 'spec', 'versions').map((one) => one.name);
  for (const stored of listAt(previous, 'status', 'storedVersions')) {
    if (!names.includes(stored))
      errors.invalid(
        'status.storedVersions',
        stored,
        'missing from spec.versions; it was previously a storage version',
      );
  }
}
