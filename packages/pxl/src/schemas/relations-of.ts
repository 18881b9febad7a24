import type { TableRelations } from '../compile/resolve/frame-resolver.js';
import type { TableStore } from '../execute/table-store.js';
import { standardTables } from './standard-tables.js';

/** Columns of a store's tables. As in a Vizier every standard table is there: one that the store has not, has no rows. */
export function relationsOf({ tables }: Pick<TableStore, 'tables'>): TableRelations {
  const named = (name: string) => (table: { readonly name: string }) => table.name === name;
  return (name) => (tables.find(named(name)) ?? standardTables.find(named(name)))?.relation;
}
