import { type Clock, timestamp } from '../../clock/clock.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { WriteOptions } from '../request/write-options.js';
import { apiVersionOf, type ResourceDefinition } from '../resources/resource-definition.js';
import { difference, type FieldTree, isEmptyTree, noFields, union, withoutBranches } from './field-tree.js';
import { isSameManager, managersOf, ownableFields, setManagers } from './managers.js';
import { compareFields, fieldsOf } from './object-fields.js';

export interface TrackedUpdate {
  /** What is about to be stored; its `metadata.managedFields` is changed in place. */
  readonly draft: KubeObject;
  readonly previous: KubeObject | undefined;
  readonly definition: ResourceDefinition;
  readonly options: Pick<WriteOptions, 'fieldManager'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Empty: the object itself. */
  readonly subresource?: string;
  /** Fields that the write owns even where it leaves their value as it is. */
  readonly claimed?: FieldTree;
}

/** Notes who changed which fields by a write that is no apply: what it changed is the writer's, and no longer anybody else's. */
export function trackUpdate(update: TrackedUpdate): void {
  const { draft, previous, definition, options, clock, subresource = '', claimed = noFields } = update;
  const type = definition.type ?? definition.kind;
  const { changed, removed } =
    previous === undefined
      ? { changed: fieldsOf(draft, type), removed: noFields }
      : compareFields(previous, draft, type);
  const mine = union(ownableFields(changed), claimed);
  const gone = ownableFields(removed);
  if (isEmptyTree(mine) && isEmptyTree(gone)) return;
  const writer = { name: options.fieldManager, operation: 'Update', subresource } as const;
  const managers = managersOf(draft);
  const own = managers.find((one) => isSameManager(one, writer));
  const others = managers
    .filter((one) => one !== own)
    .map((one) => ({
      ...one,
      fields: withoutBranches(difference(one.fields, ownableFields(changed)), gone),
    }));
  const fields = union(withoutBranches(own?.fields ?? noFields, gone), mine);
  const isKnown = own !== undefined && isEmptyTree(difference(fields, own.fields));
  const time = isKnown && isEmptyTree(ownableFields(changed)) ? own.time : timestamp(clock.now());
  setManagers(draft, [...others, { ...writer, apiVersion: apiVersionOf(definition), time, fields }]);
}
