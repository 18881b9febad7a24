import { type Clock, timestamp } from '../../clock/clock.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { JsonObject } from '../json/json-object.js';
import type { WriteOptions } from '../request/write-options.js';
import { apiVersionOf, type ResourceDefinition } from '../resources/resource-definition.js';
import { refuseConflicts } from './apply-conflicts.js';
import { difference, isEmptyTree, noFields, union } from './field-tree.js';
import { isSameManager, type Manager, managersOf, ownableFields, setManagers } from './managers.js';
import { mergeApplied, pruneFields } from './merge-applied.js';
import { compareFields, fieldsOf } from './object-fields.js';

export interface Application {
  /** What the client wants, with the fields that it has an opinion of. */
  readonly applied: KubeObject;
  readonly live: KubeObject;
  readonly definition: ResourceDefinition;
  readonly options: Pick<WriteOptions, 'fieldManager' | 'force'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly subresource: string;
}

/**
 * The live object after a server-side apply: the client's fields are set, those that it owned before and names no longer are
 * removed unless others own them, and `managedFields` tells so. Conflict (409) where others own what it changes, unless forced.
 */
export function applyTo({ applied, live, definition, options, clock, subresource }: Application): KubeObject {
  const type = definition.type ?? definition.kind;
  const wanted = ownableFields(fieldsOf(applied, type));
  const writer = { name: options.fieldManager, operation: 'Apply', subresource } as const;
  const managers = managersOf(live);
  const own = managers.find((one) => isSameManager(one, writer));
  const others = managers.filter((one) => one !== own);
  const merged = mergeApplied(live, withoutManagers(applied), type);
  const changed = ownableFields(compareFields(live, merged, type).changed);
  if (!options.force) refuseConflicts(changed, others);
  const lost = difference(
    own?.fields ?? noFields,
    [wanted, ...others.map(({ fields }) => fields)].reduce(union),
  );
  const result = pruneFields(merged, lost, type) as unknown as KubeObject;
  const isSame =
    own !== undefined &&
    isEmptyTree(difference(own.fields, wanted)) &&
    isEmptyTree(difference(wanted, own.fields));
  const time = isSame && isEmptyTree(changed) ? own.time : timestamp(clock.now());
  const entry: Manager = { ...writer, apiVersion: apiVersionOf(definition), time, fields: wanted };
  const rest = others.map((one) => ({ ...one, fields: difference(one.fields, changed) }));
  setManagers(result, isSame ? replaced(managers, own, entry, rest) : [entry, ...rest]);
  return result;
}

/** Keeps the order of the entries where nothing about them is new, so that nothing is written. */
function replaced(
  managers: readonly Manager[],
  own: Manager,
  entry: Manager,
  rest: readonly Manager[],
): Manager[] {
  const left = [...rest];
  return managers.map((one) => (one === own ? entry : (left.shift() ?? one)));
}

function withoutManagers(object: KubeObject): JsonObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}
