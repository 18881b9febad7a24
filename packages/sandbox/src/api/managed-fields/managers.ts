import type { KubeObject } from '../../store/kube-object.js';
import { type JsonObject, objectsAt, textAt } from '../json/json-object.js';
import {
  difference,
  type FieldTree,
  fieldTree,
  fromFieldsV1,
  isEmptyTree,
  toFieldsV1,
} from './field-tree.js';

/** One entry of `metadata.managedFields`: who owns which fields, and by which kind of write. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** Empty: the object itself. */
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldTree;
}

export function managersOf(object: KubeObject | undefined): Manager[] {
  return objectsAt(object, 'metadata', 'managedFields').map((entry) => ({
    name: textAt(entry, 'manager') ?? '',
    operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: textAt(entry, 'apiVersion') ?? '',
    subresource: textAt(entry, 'subresource') ?? '',
    time: textAt(entry, 'time') ?? '',
    fields: fromFieldsV1(entry.fieldsV1),
  }));
}

/** Writes the managers that own anything into the object, in place. */
export function setManagers(object: KubeObject, managers: readonly Manager[]): void {
  const entries = managers.filter((manager) => !isEmptyTree(manager.fields)).map(entryOf);
  if (entries.length === 0) delete object.metadata.managedFields;
  else object.metadata.managedFields = entries;
}

const entryOf = ({ name, operation, apiVersion, subresource, time, fields }: Manager): JsonObject => ({
  manager: name,
  operation,
  apiVersion,
  time,
  fieldsType: 'FieldsV1',
  fieldsV1: toFieldsV1(fields),
  ...(subresource === '' ? {} : { subresource }),
});

export const isSameManager = (
  one: Manager,
  other: Pick<Manager, 'name' | 'operation' | 'subresource'>,
): boolean =>
  one.name === other.name && one.operation === other.operation && one.subresource === other.subresource;

const serverFields = [
  'f:name',
  'f:namespace',
  'f:uid',
  'f:resourceVersion',
  'f:generation',
  'f:creationTimestamp',
  'f:deletionTimestamp',
  'f:deletionGracePeriodSeconds',
  'f:selfLink',
  'f:managedFields',
];

/** A tree without what nobody can own: kind, name and what the server alone writes. */
export function ownableFields(tree: FieldTree): FieldTree {
  const metadata = tree.children.get('f:metadata');
  const children = [...tree.children].filter(
    ([key]) => key !== 'f:kind' && key !== 'f:apiVersion' && key !== 'f:metadata',
  );
  if (metadata === undefined) return fieldTree(tree.isOwn, children);
  const identity = fieldTree(
    false,
    serverFields.map((key) => [key, metadata.children.get(key)] as const).filter(isFound),
  );
  return fieldTree(false, [...children, ['f:metadata', difference({ ...metadata, isOwn: false }, identity)]]);
}

const isFound = (entry: readonly [string, FieldTree | undefined]): entry is readonly [string, FieldTree] =>
  entry[1] !== undefined;
