import type { KubeObject } from '../../store/kube-object.js';
import { type JsonObject, numberAt, objectsAt, textAt } from '../json/json-object.js';
import { age } from '../table/human-duration.js';
import {
  type Cell,
  type Column,
  column,
  nameColumn,
  type TableDefinition,
} from '../table/table-definition.js';
import { firstAtPath } from './json-path.js';

const agePrinter: JsonObject = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/** The table of a version's `additionalPrinterColumns`; name and age where it has none. */
export function customTable(version: JsonObject): TableDefinition {
  const own = objectsAt(version, 'additionalPrinterColumns');
  const printers = own.length === 0 ? [agePrinter] : own;
  return {
    columns: [nameColumn, ...printers.map(columnOf)],
    cells: (object, now) => [
      object.metadata.name,
      ...printers.map((printer) => cellOf(object, printer, now)),
    ],
  };
}

const columnOf = (printer: JsonObject): Column => ({
  ...column(textAt(printer, 'name') ?? '', textAt(printer, 'description') ?? '', {
    format: textAt(printer, 'format') ?? '',
  }),
  type: textAt(printer, 'type') ?? 'string',
  priority: numberAt(printer, 'priority') ?? 0,
});

function cellOf(object: KubeObject, printer: JsonObject, now: number): Cell | null {
  const value = firstAtPath(object, textAt(printer, 'jsonPath') ?? '');
  if (value === undefined || value === null) return null;
  if (printer.type === 'date') return age(value, now);
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
