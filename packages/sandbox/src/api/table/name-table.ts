import { column, nameColumn, type TableDefinition } from './table-definition.js';

/** For kinds that have no columns of their own. */
export const nameTable: TableDefinition = {
  columns: [nameColumn, column('Created At', 'When the object was made.')],
  cells: (object) => [object.metadata.name, object.metadata.creationTimestamp],
};
