import { numberAt, valueAt } from '../json/json-object.js';
import { containerCells, selectorText } from './cells.js';
import { age } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

const templateColumns = [
  column('Containers', 'Names of the containers.', { wide: true }),
  column('Images', 'Images of the containers.', { wide: true }),
  column('Selector', 'Labels of the pods.', { wide: true }),
];

const templateCells = (object: unknown): [string, string, string] => [
  ...containerCells(valueAt(object, 'spec', 'template', 'spec')),
  selectorText(valueAt(object, 'spec', 'selector')),
];

export const deploymentTable: TableDefinition = {
  columns: [
    nameColumn,
    column('Ready', 'Pods that are ready, of those wanted.'),
    column('Up-to-date', 'Pods of the newest template.'),
    column('Available', 'Pods that have been ready for minReadySeconds.'),
    ageColumn,
    ...templateColumns,
  ],
  cells: (object, now) => [
    object.metadata.name,
    `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${numberAt(object, 'spec', 'replicas') ?? 0}`,
    numberAt(object, 'status', 'updatedReplicas') ?? 0,
    numberAt(object, 'status', 'availableReplicas') ?? 0,
    age(object.metadata.creationTimestamp, now),
    ...templateCells(object),
  ],
};

export const replicaSetTable: TableDefinition = {
  columns: [
    nameColumn,
    column('Desired', 'Pods wanted.', { type: 'integer' }),
    column('Current', 'Pods there are.', { type: 'integer' }),
    column('Ready', 'Pods that are ready.', { type: 'integer' }),
    ageColumn,
    ...templateColumns,
  ],
  cells: (object, now) => [
    object.metadata.name,
    numberAt(object, 'spec', 'replicas') ?? 0,
    numberAt(object, 'status', 'replicas') ?? 0,
    numberAt(object, 'status', 'readyReplicas') ?? 0,
    age(object.metadata.creationTimestamp, now),
    ...templateCells(object),
  ],
};
