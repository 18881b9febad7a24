import type { KubeObject } from '../../store/kube-object.js';
import { listAt, numberAt, textAt } from '../json/json-object.js';
import { mapSize } from './cells.js';
import { age } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

const created = (object: KubeObject, now: number): string => age(object.metadata.creationTimestamp, now);

export const namespaceTable: TableDefinition = {
  columns: [nameColumn, column('Status', 'Phase of the namespace.'), ageColumn],
  cells: (object, now) => [
    object.metadata.name,
    textAt(object, 'status', 'phase') ?? '',
    created(object, now),
  ],
};

export const configMapTable: TableDefinition = {
  columns: [nameColumn, column('Data', 'Number of keys.'), ageColumn],
  cells: (object, now) => [
    object.metadata.name,
    mapSize(object, 'data') + mapSize(object, 'binaryData'),
    created(object, now),
  ],
};

export const secretTable: TableDefinition = {
  columns: [nameColumn, column('Type', 'What the keys mean.'), column('Data', 'Number of keys.'), ageColumn],
  cells: (object, now) => [
    object.metadata.name,
    textAt(object, 'type') ?? '',
    mapSize(object, 'data'),
    created(object, now),
  ],
};

export const serviceAccountTable: TableDefinition = {
  columns: [nameColumn, column('Secrets', 'Number of secrets.'), ageColumn],
  cells: (object, now) => [object.metadata.name, listAt(object, 'secrets').length, created(object, now)],
};

export const leaseTable: TableDefinition = {
  columns: [nameColumn, column('Holder', 'Who holds the lease.'), ageColumn],
  cells: (object, now) => [
    object.metadata.name,
    textAt(object, 'spec', 'holderIdentity') ?? '',
    created(object, now),
  ],
};

/** The newest time an event speaks of. */
function lastSeen(event: KubeObject, now: number): string {
  const series = textAt(event, 'series', 'lastObservedTime');
  return age(series ?? textAt(event, 'lastTimestamp') ?? textAt(event, 'eventTime'), now);
}

function sourceText(event: KubeObject): string {
  const component = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent') || '';
  const host = textAt(event, 'source', 'host') || textAt(event, 'reportingInstance') || '';
  return host === '' ? component : `${component}, ${host}`;
}

export const eventTable: TableDefinition = {
  columns: [
    column('Last Seen', 'When it was seen last.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'Why, in one word.'),
    column('Object', 'What it is about.'),
    column('Subobject', 'Part of the object.', { wide: true }),
    column('Source', 'Who tells it.', { wide: true }),
    column('Message', 'What happened.'),
    column('First Seen', 'When it was seen first.', { wide: true }),
    column('Count', 'How often.', { wide: true }),
    column('Name', 'Name of the event.', { format: 'name', wide: true }),
  ],
  cells: (event, now) => [
    lastSeen(event, now),
    textAt(event, 'type') ?? '',
    textAt(event, 'reason') ?? '',
    `${(textAt(event, 'involvedObject', 'kind') ?? '').toLowerCase()}/${textAt(event, 'involvedObject', 'name') ?? ''}`,
    textAt(event, 'involvedObject', 'fieldPath') ?? '',
    sourceText(event),
    (textAt(event, 'message') ?? '').trim(),
    age(textAt(event, 'firstTimestamp') ?? textAt(event, 'eventTime'), now),
    numberAt(event, 'series', 'count') ?? (numberAt(event, 'count') || 1),
    event.metadata.name,
  ],
};
