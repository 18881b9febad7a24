import type { KubeObject } from '../../store/kube-object.js';
import { type JsonObject, objectAt, textAt } from '../json/json-object.js';
import { ownLabels } from '../selectors/field-labels.js';
import { eventTable } from '../table/plain-tables.js';
import { validateEvent } from '../validation/plain.js';
import type { ResourceDefinition } from './resource-definition.js';

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

export const eventResource: ResourceDefinition = {
  group: '',
  version: 'v1',
  plural: 'events',
  singular: 'event',
  kind: 'Event',
  namespaced: true,
  shortNames: ['ev'],
  table: eventTable,
  fieldLabels: ownLabels(
    [...involved.map((field) => `involvedObject.${field}`), 'reason', 'reportingComponent', 'type'],
    { source: (event) => textAt(event, 'source', 'component') || textAt(event, 'reportingComponent') || '' },
  ),
  nameRule: 'subdomain',
  hasStatus: false,
  validate: (event, errors) => validateEvent(event, errors),
};

/** Fields of core/v1 and how events.k8s.io/v1 calls them. */
const names: readonly (readonly [core: string, events: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === 0 ||
  (typeof value === 'object' && Object.keys(objectAt({ value }, 'value')).length === 0);

function renamed(
  object: JsonObject,
  pairs: readonly (readonly [string, string])[],
  apiVersion: string,
): JsonObject {
  const result: JsonObject = { ...object, apiVersion };
  for (const [from] of pairs) delete result[from];
  for (const [from, to] of pairs) if (!isNothing(object[from])) result[to] = object[from];
  return result;
}

const toCore = (event: JsonObject): JsonObject =>
  renamed(
    event,
    names.map(([core, events]) => [events, core] as const),
    'v1',
  );

/** The same events as core/v1's, in the words of the newer group. */
export const eventsGroupResource: ResourceDefinition = {
  ...eventResource,
  group: 'events.k8s.io',
  type: 'EventsEvent',
  storedElsewhere: {
    resource: 'events',
    toStored: toCore,
    fromStored: (object: KubeObject) => renamed(object, names, 'events.k8s.io/v1'),
  },
  table: {
    columns: eventTable.columns,
    cells: (event, now) => eventTable.cells(toCore(event) as KubeObject, now),
  },
  fieldLabels: ownLabels(
    [...involved.map((field) => `regarding.${field}`), 'reason', 'reportingController', 'type'],
    {},
  ),
  validate: (event, errors) => validateEvent(event, errors, 'regarding'),
};
