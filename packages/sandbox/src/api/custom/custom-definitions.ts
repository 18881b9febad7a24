import type { KubeObject } from '../../store/kube-object.js';
import { isJsonObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../json/json-object.js';
import type { ResourceDefinition, SubresourceDefinition, Verb } from '../resources/resource-definition.js';
import { type Conformed, conform } from '../schema/conform.js';
import { scaleSubresource } from '../subresources/scale.js';
import { statusOf } from '../subresources/status.js';
import { checkValue } from './check-value.js';
import { customTable } from './custom-table.js';
import { firstAtPath } from './json-path.js';
import { fillDefaults, pruneUnknown, type StructuralSchema } from './structural-schema.js';

/** In the order in which the API shows them for custom resources. */
const customVerbs: readonly Verb[] = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];

/** The resources that a CustomResourceDefinition makes: one a served version, all over the same stored objects. */
export function customDefinitions(crd: KubeObject): ResourceDefinition[] {
  const versions = objectsAt(crd, 'spec', 'versions');
  const storage =
    textAt(
      versions.find((one) => one.storage === true),
      'name',
    ) ?? '';
  return versions
    .filter((one) => one.served === true)
    .map((version) => customDefinition(crd, version, storage));
}

function customDefinition(crd: KubeObject, version: JsonObject, storage: string): ResourceDefinition {
  const spec = objectAt(crd, 'spec');
  const group = textAt(spec, 'group') ?? '';
  const kind = textAt(spec, 'names', 'kind') ?? '';
  const name = textAt(version, 'name') ?? '';
  const schema = objectAt(version, 'schema', 'openAPIV3Schema');
  const plural = textAt(spec, 'names', 'plural') ?? '';
  const texts = (list: string): string[] => listAt(spec, 'names', list).map(String);
  return {
    group,
    version: name,
    plural,
    singular: textAt(spec, 'names', 'singular') ?? kind.toLowerCase(),
    kind,
    type: 'CustomObject',
    namespaced: spec.scope === 'Namespaced',
    shortNames: texts('shortNames'),
    categories: texts('categories'),
    verbs: customVerbs,
    subresources: customSubresources(version, kind),
    table: customTable(version),
    nameRule: 'subdomain',
    hasStatus: isJsonObject(objectAt(version, 'subresources').status),
    custom: { schema, conform: (value) => conformCustom(value, schema, kind) },
    ...(name === storage ? {} : { storedElsewhere: otherVersion(group, plural, name, storage) }),
    defaults: (draft) => fillDefaults(draft, schema),
    validate: (object, errors) => checkValue(withoutServerFields(object), schema, '', errors),
    strategy: { countsGenerations: true },
  };
}

/** Versions differ in name only (`conversion.strategy: None`). */
const otherVersion = (
  group: string,
  plural: string,
  version: string,
  storage: string,
): NonNullable<ResourceDefinition['storedElsewhere']> => ({
  resource: `${plural}.${group}`,
  toStored: (object) => ({ ...object, apiVersion: `${group}/${storage}` }),
  fromStored: (object) => ({ ...object, apiVersion: `${group}/${version}` }),
});

/** Metadata by the API's own type, all else by the schema. */
function conformCustom(value: JsonObject, schema: StructuralSchema, kind: string): Conformed {
  const { apiVersion, kind: ownKind, metadata = {}, ...rest } = value;
  const meta = conform({ metadata }, 'CustomObject', kind);
  const pruned = pruneUnknown(rest, schema);
  const object = {
    apiVersion,
    kind: ownKind,
    metadata: meta.object.metadata ?? {},
    ...(pruned.value as JsonObject),
  };
  return { object, unknownFields: [...meta.unknownFields, ...pruned.unknownFields] };
}

/** Schemas may speak of names in metadata, never of what the server writes there. */
function withoutServerFields(object: JsonObject): JsonObject {
  const { name, generateName } = objectAt(object, 'metadata');
  return { ...object, metadata: { name, ...(generateName === undefined ? {} : { generateName }) } };
}

function customSubresources(version: JsonObject, kind: string): SubresourceDefinition[] {
  const { scale, status } = objectAt(version, 'subresources');
  const subresources = isJsonObject(status) ? [statusOf(kind)] : [];
  if (!isJsonObject(scale)) return subresources;
  const at = (path: unknown) => (object: unknown) => firstAtPath(object, String(path ?? ''));
  const numbers = (path: unknown) => (object: unknown) => Number(at(path)(object) ?? 0);
  return [
    scaleSubresource({
      replicas: numbers(scale.specReplicasPath),
      setReplicas: (object, replicas) => setAtPath(object, String(scale.specReplicasPath), replicas),
      current: numbers(scale.statusReplicasPath),
      selector: (object) => String(at(scale.labelSelectorPath)(object) ?? ''),
      claimed: String(scale.specReplicasPath).split('.').slice(1),
    }),
    ...subresources,
  ];
}

/** Sets a field under a path of fields, such as `.spec.replicas`. */
function setAtPath(object: JsonObject, path: string, value: number): void {
  const keys = path.split('.').slice(1);
  const last = keys.pop() ?? '';
  let here = object;
  for (const key of keys) {
    const inner = objectAt(here, key);
    here[key] = inner;
    here = inner;
  }
  here[last] = value;
}
