import { buildColumn, standardTables, type TableStore } from '@chaoskit/pxl';
import { RingTable } from './ring-table.js';

/** The tables that the sandbox fills. */
const filledTables = ['http_events', 'conn_stats', 'process_stats', 'network_stats', 'dns_events'] as const;
export type FilledTable = (typeof filledTables)[number];

/** Pixie's tables: those that the sandbox fills, and the others, which stay empty, so that every script compiles. */
export class PixieTables implements TableStore {
  readonly tables = standardTables;
  readonly #rings: Readonly<Record<FilledTable, RingTable>>;

  /** `limits`: bytes per table. */
  constructor(limits: Readonly<Record<FilledTable, number>>, nowMs: number) {
    const rings = filledTables.map((name) => [name, new RingTable(relationOf(name), limits[name], nowMs)]);
    this.#rings = Object.fromEntries(rings) as Record<FilledTable, RingTable>;
  }

  ring(name: FilledTable): RingTable {
    return this.#rings[name];
  }

  read(name: string) {
    if (Object.hasOwn(this.#rings, name)) return this.#rings[name as FilledTable].read();
    const schema = standardTables.find((table) => table.name === name);
    if (schema === undefined) return undefined;
    return {
      rows: 0,
      column: (column: string) =>
        buildColumn(schema.relation.find((spec) => spec.name === column)?.type ?? 'STRING', []),
    };
  }
}

function relationOf(name: string) {
  const schema = standardTables.find((table) => table.name === name);
  if (schema === undefined) throw new RangeError(`there is no table ${name}`);
  return schema.relation;
}
