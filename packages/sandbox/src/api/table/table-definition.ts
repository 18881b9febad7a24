import type { KubeObject } from '../../store/kube-object.js';

export interface Column {
  readonly name: string;
  /** `string`, `integer`, …; custom resources name their own. */
  readonly type: string;
  readonly format: string;
  readonly description: string;
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: number;
}

export type Cell = string | number | null;

/** How one kind is shown as a table (meta/v1 Table); columns as kube-apiserver's printers have them. */
export interface TableDefinition {
  readonly columns: readonly Column[];
  /** `now` in ms since 1970. */
  cells(object: KubeObject, now: number): Cell[];
}

export const column = (
  name: string,
  description: string,
  options: { type?: Column['type']; format?: string; wide?: boolean } = {},
): Column => ({
  name,
  type: options.type ?? 'string',
  format: options.format ?? '',
  description,
  priority: options.wide === true ? 1 : 0,
});

export const nameColumn = column('Name', 'Name of the object, unique among its kind in a namespace.', {
  format: 'name',
});
export const ageColumn = column('Age', 'Time since the object was made.');
