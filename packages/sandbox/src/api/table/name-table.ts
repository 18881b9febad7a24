import { age } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

/** For kinds that have no columns of their own. */
export const nameTable: TableDefinition = {
  columns: [nameColumn, column('Created At', 'When the object was made.')],
  cells: (object) => [object.metadata.name, object.metadata.creationTimestamp],
};

/** Name and age only. */
export const ageTable: TableDefinition = {
  columns: [nameColumn, ageColumn],
  cells: (object, now) => [object.metadata.name, age(object.metadata.creationTimestamp, now)],
};
